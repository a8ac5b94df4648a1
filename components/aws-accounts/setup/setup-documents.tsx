import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { TabbedPanels } from "#components/ui/tabs.tsx";
import type { Setup } from "#lib/setup-documents/setup.ts";
import { type SetupFormat, setupDocument } from "#lib/setup-documents/setup-documents.ts";
import { ByHand } from "./by-hand.tsx";
import { Document } from "./document.tsx";

export type SetupDocumentsProps = {
  setup: Setup;
  links: { createStack: string | null; quickCreate: string | null };
  /** The URL of the documents' download, without `?format=`. */
  downloads: string;
  /** The documents were applied before, so they have to update what exists and create nothing twice. */
  isThere?: boolean;
};

/** Shows the set-up in four formats with every value filled in. */
export function SetupDocuments({ setup, links, downloads, isThere = false }: SetupDocumentsProps) {
  const document = (format: SetupFormat) => setupDocument(setup, format);
  const download = (format: SetupFormat) => (
    <a href={`${downloads}?format=${format}`} download className={buttonClass()}>
      Download {document(format).fileName}
    </a>
  );
  const panel = (format: SetupFormat, title: string, how: ReactNode, more?: ReactNode) => (
    <div className="flex flex-col gap-3">
      <p className="max-w-[80ch] text-ink-2">{how}</p>
      <div className="flex flex-wrap gap-2">
        {more}
        {download(format)}
      </div>
      <Document title={title} hint={document(format).fileName} body={document(format).body} />
    </div>
  );
  // A quick-create link makes a new stack, which would fail because the role's name is taken.
  const quickCreate = isThere ? null : links.quickCreate;
  const openStacks = isThere ? links.createStack?.replace(/#.*$/, "#/stacks") : links.createStack;
  return (
    <TabbedPanels
      label="Ways to set the account up"
      tabs={[
        {
          title: "CloudFormation",
          panel: panel(
            "cloudformation",
            "CloudFormation template",
            (isThere
              ? "Download the template. In the AWS console open the stack that made the connection role, choose Update, replace its template with this one, and set PlatformPrincipalArn and ExternalId to the values in it; a stack keeps its old values otherwise."
              : quickCreate
                ? "Quick create opens the AWS console with every value filled in. Or download the template and upload it as a new stack."
                : "Download the template, upload it as a new stack in the AWS console, and acknowledge that it creates IAM resources with names of their own.") +
              " Where another Rolecall set-up has created the required policies in this account, set CreateRequiredPolicies to false.",
            <>
              {quickCreate && (
                <ToConsole href={quickCreate} primary>
                  Quick create stack
                </ToConsole>
              )}
              {openStacks && <ToConsole href={openStacks}>Open CloudFormation</ToConsole>}
            </>,
          ),
        },
        {
          title: "Terraform",
          panel: panel(
            "terraform",
            "Terraform configuration",
            "Put the file beside your own configuration, with a provider for this account, and apply it. Where another Rolecall set-up has created the required policies in this account, set create_required_policies to false.",
          ),
        },
        {
          title: "AWS CLI",
          panel: panel(
            "cli",
            "AWS CLI script",
            "Run the script with credentials that may change IAM in this account. It refuses those of any other account, does not take over a role that is somebody else's, and can be run again at any time.",
          ),
        },
        { title: "JSON, by hand", panel: <ByHand setup={setup} download={download("json")} /> },
      ]}
    />
  );
}

function ToConsole({ href, primary, children }: { href: string; primary?: boolean; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className={buttonClass(primary ? "primary" : "secondary")}
    >
      {children} <ExternalLink size={14} aria-hidden />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
