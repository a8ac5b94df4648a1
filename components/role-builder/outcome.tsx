"use client";
import { CircleAlert, Download, ExternalLink, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Document } from "#components/aws-accounts/setup/document.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyTextButton } from "#components/ui/copy-button.tsx";
import { TabbedPanels } from "#components/ui/tabs.tsx";
import type { RoleDocumentsView } from "#lib/role-designs/view.ts";

type Format = RoleDocumentsView["files"][number]["format"];

/** Shows a design's documents in every format. */
export function Outcome({ view, onDownload }: { view: RoleDocumentsView; onDownload(): void }) {
  const files = (format: Format, how: string) => (
    <Files view={view} format={format}>
      {how}
    </Files>
  );
  return (
    <div className="flex flex-col gap-4">
      <Findings findings={view.findings} />
      <Sizes sizes={view.sizes} />
      <TabbedPanels
        label="Ways to make the role"
        tabs={[
          { title: "AWS console", panel: <Steps steps={view.consoleSteps} /> },
          {
            title: "AWS CLI",
            panel: files(
              "cli",
              "Save the script and run it with bash, in CloudShell or wherever the AWS CLI is signed in. Run again, it corrects what differs; a role or a policy of these names that it did not make is left alone.",
            ),
          },
          {
            title: "CloudFormation",
            panel: files(
              "cloudformation",
              "Create a stack from it, and acknowledge that it creates IAM resources with names.",
            ),
          },
          {
            title: "Terraform",
            panel: files("terraform", "Put it beside your configuration, with a provider for this account."),
          },
          {
            title: "JSON",
            panel: files(
              "json",
              "The documents themselves. A bucket has one policy: add these statements to what is there.",
            ),
          },
          { title: "Why", panel: <Reasons reasons={view.reasons} /> },
        ]}
      />
      <div>
        <Button onClick={onDownload}>
          <Download size={14} aria-hidden /> Download all files as a ZIP
        </Button>
      </div>
    </div>
  );
}

/** Lists findings; what IAM would refuse comes first. */
function Findings({ findings }: Pick<RoleDocumentsView, "findings">) {
  if (findings.length === 0) return null;
  return (
    <ul
      aria-label="Findings"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      {findings.map(({ severity, code, path, message }) => (
        <li key={`${code} ${path} ${message}`} className="flex gap-2">
          {severity === "error" ? (
            <CircleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-label="Wrong:" />
          ) : (
            <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warn" aria-label="Unwise:" />
          )}
          <span className="min-w-0 [overflow-wrap:anywhere]">{message}</span>
        </li>
      ))}
    </ul>
  );
}

const SIZE_OF = { permission_policy: "Permission policy", trust_policy: "Trust policy" } as const;

function Sizes({ sizes }: Pick<RoleDocumentsView, "sizes">) {
  return (
    <p className="text-sm text-ink-2">
      {sizes
        .map(
          ({ what, characters, limit }) =>
            `${SIZE_OF[what]}: ${characters.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`,
        )
        .join(" · ")}
    </p>
  );
}

function Steps({ steps }: { steps: RoleDocumentsView["consoleSteps"] }) {
  return (
    <ol className="flex list-decimal flex-col gap-4 pl-5">
      {steps.map(({ text, url, copy }) => (
        <li key={text} className="pl-1">
          <p className="[overflow-wrap:anywhere]">{text}</p>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            {url && (
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                className="inline-flex items-center gap-1 rounded-sm font-medium text-accent hover:underline"
              >
                Open this page of the AWS console <ExternalLink size={14} aria-hidden />
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
            )}
            {copy && !copy.includes("\n") && (
              <code className="min-w-0 rounded-sm bg-sunken px-1.5 py-0.5 text-sm [overflow-wrap:anywhere]">
                {copy}
              </code>
            )}
            {copy && <CopyTextButton text={copy} what={copy.startsWith("{") ? "the document" : copy} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Files({ view, format, children }: { view: RoleDocumentsView; format: Format; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[80ch] text-ink-2">{children}</p>
      {view.files
        .filter((file) => file.format === format)
        .map(({ name, body }) => (
          <Document key={name} title={name} body={body} />
        ))}
    </div>
  );
}

function Reasons({ reasons }: Pick<RoleDocumentsView, "reasons">) {
  return (
    <dl className="flex flex-col gap-3">
      {reasons.map(({ document, sid, why }) => (
        <div key={`${document} ${sid} ${why}`}>
          <dt className="font-mono text-sm text-ink-2">
            {sid || "Your own statement"}{" "}
            <span className="font-sans">({SIZE_OF[document].toLowerCase()})</span>
          </dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );
}
