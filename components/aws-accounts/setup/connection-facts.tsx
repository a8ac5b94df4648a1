import type { ReactNode } from "react";
import { Arn } from "#components/ui/arn.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

/** The values that the account and Rolecall both need. */
export function ConnectionFacts({ account, more }: { account: AwsAccountView; more?: ReactNode }) {
  const { connectionRoleArn, platformPrincipalArn, externalId, pendingExternalId } = account;
  return (
    <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
      <Fact label="Platform principal" hint="Who Rolecall is in AWS: the one your role trusts">
        {platformPrincipalArn ? (
          <Copied text={platformPrincipalArn} what="platform principal" />
        ) : (
          "Not known yet: a worker finds out when it starts"
        )}
      </Fact>
      <Fact
        label="External ID"
        hint="Made by Rolecall for this account in this workspace. Not a secret, but yours alone"
      >
        <Copied text={externalId} what="external ID" />
      </Fact>
      {pendingExternalId && (
        <Fact
          label="New external ID"
          hint="Takes over once a check passes with it; until then the old one works"
        >
          <Copied text={pendingExternalId} what="new external ID" />
        </Fact>
      )}
      <Fact label="Connection role" hint="The role in your account that Rolecall uses">
        <Copied text={connectionRoleArn} what="connection role ARN" />
      </Fact>
      {more}
    </dl>
  );
}

type FactProps = { label: string; hint?: string; children: ReactNode };

export function Fact({ label, hint, children }: FactProps) {
  return (
    <div className="flex gap-x-4 gap-y-0.5 px-4 py-2.5 max-md:flex-col">
      <dt className="shrink-0 md:w-56">
        {label}
        {hint && <span className="block text-sm text-ink-3">{hint}</span>}
      </dt>
      <dd className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

export function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-start gap-1">
      <Arn>{text}</Arn>
      <CopyButton text={text} what={what} className="-my-1.5 ml-auto" />
    </span>
  );
}
