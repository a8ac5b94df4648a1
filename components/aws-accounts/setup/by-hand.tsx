import type { ReactNode } from "react";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { setupJson } from "#lib/setup-documents/json.ts";
import type { Setup } from "#lib/setup-documents/setup.ts";
import { Document } from "./document.tsx";

/** Lists the documents in the order in which the AWS console asks for them. */
export function ByHand({ setup, download }: { setup: Setup; download: ReactNode }) {
  const { connectionRole, policies } = setupJson(setup);
  const { name, path, trustPolicy, inlinePolicy, permissionsBoundary } = connectionRole;
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex max-w-[80ch] list-decimal flex-col gap-1 pl-5 text-ink-2">
        {permissionsBoundary && (
          <li>
            Create a policy named <code>{permissionsBoundary.name}</code> below the path{" "}
            <code>{permissionsBoundary.path}</code>, with the same document as the inline policy below: it is
            the role's permissions boundary.
          </li>
        )}
        {policies.map((policy) => (
          <li key={policy.arn}>
            Create a policy named <code>{policy.name}</code> with its document.
          </li>
        ))}
        <li>
          Create a role named <code>{name}</code>
          {path !== "/" && (
            <>
              {" "}
              below the path <code>{path}</code> (only the AWS CLI and API can)
            </>
          )}{" "}
          with a custom trust policy
          {permissionsBoundary && (
            <>
              {" "}
              and the permissions boundary <code>{permissionsBoundary.name}</code>
            </>
          )}
          .
        </li>
        <li>
          Give the role an inline policy named <code>{inlinePolicy.name}</code>.
        </li>
      </ol>
      <div>{download}</div>
      {policies.map((policy) => (
        <Document
          key={policy.arn}
          title={`Policy ${policy.name}`}
          hint={`${policy.name}: ${policy.why}`}
          body={prettyPolicy(policy.document)}
        />
      ))}
      <Document title="Trust policy" hint={`Trust policy of ${name}`} body={prettyPolicy(trustPolicy)} />
      <Document
        title="Inline policy"
        hint={`Inline policy ${inlinePolicy.name} of ${name}`}
        body={prettyPolicy(inlinePolicy.document)}
      />
    </div>
  );
}
