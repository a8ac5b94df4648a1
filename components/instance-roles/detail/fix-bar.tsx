import type { ReactNode } from "react";
import type { FailureView } from "#lib/failures/view.ts";

type FixBarProps = { fix: FailureView["fixes"][number]; whatFor: string; children: ReactNode };

/** The bar above a fix: where it applies, a link to a shell, and the copy button. */
export function FixBar({ fix, whatFor, children }: FixBarProps) {
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4 text-sm text-ink-2">
      <span>
        {whatFor}
        {fix.shellUrl && <CloudShell url={fix.shellUrl} />}
        {fix.kind === "aws_cli" && <InTheSandbox script={fix.body} />}
      </span>
      {children}
    </div>
  );
}

/** Links to AWS CloudShell; in the sandbox there is no account to sign in to. */
function CloudShell({ url }: { url: string }) {
  return (
    <span className="in-data-[aws-mode=sandbox]:hidden">
      {" "}
      None at hand?{" "}
      <a href={url} target="_blank" rel="noreferrer" className="font-medium text-accent hover:underline">
        Open AWS CloudShell
      </a>{" "}
      in that account and paste it there.
    </span>
  );
}

/** In the sandbox, shows the command that opens such a shell. */
function InTheSandbox({ script }: { script: string }) {
  const [, accountId] = /^# In AWS account (\d{12})/.exec(script) ?? [];
  if (!accountId) return null;
  return (
    <span className="hidden in-data-[aws-mode=sandbox]:inline">
      {" "}
      In the sandbox, <code className="text-ink">npm run sandbox:shell -- {accountId}</code> opens one.
    </span>
  );
}
