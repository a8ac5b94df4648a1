"use client";
import { ProblemWords } from "#components/problem-words.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { BucketFields } from "./bucket-fields.tsx";
import type { AccountChoice } from "./draft.ts";
import type { GivenRole } from "./given-role.ts";
import { Outcome } from "./outcome.tsx";
import { MoreFields, RoleFields } from "./role-fields.tsx";
import { useBuilder } from "./use-builder.ts";
import { WhoFields } from "./who-fields.tsx";

type RoleBuilderProps = {
  slug: string;
  accounts: AccountChoice[];
  given: GivenRole;
  mayRegister: boolean;
};

/** The role builder: the design on the left, and the documents that create the role on the right. */
export function RoleBuilder({ slug, accounts, given, mayRegister }: RoleBuilderProps) {
  const { draft, change, view, errors, problem, input } = useBuilder(slug, accounts, given);
  const account = accounts.find(({ key }) => key === draft.account);
  const hasErrors = Object.keys(errors).length > 0;
  const arn =
    account && `arn:${account.partition}:iam::${account.accountId}:role${draft.path || "/"}${draft.roleName}`;

  async function download() {
    if (!input) return;
    const response = await fetch(`/api/v1/workspaces/${slug}/role-documents?format=zip`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    if (!response.ok) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${draft.roleName}.zip`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <div className="grid items-start gap-8 xl:grid-cols-2">
      <form className="flex min-w-0 flex-col gap-6" onSubmit={(event) => event.preventDefault()} noValidate>
        <RoleFields draft={draft} errors={errors} accounts={accounts} change={change} />
        <BucketFields draft={draft} errors={errors} change={change} />
        <WhoFields draft={draft} errors={errors} change={change} />
        <MoreFields
          draft={draft}
          errors={errors}
          change={change}
          isOpen={!!given.path && given.path !== "/"}
        />
      </form>
      <section aria-label="What comes of it" aria-live="polite" className="flex min-w-0 flex-col gap-4">
        {problem && (
          <Notice tone="bad">
            <ProblemWords problem={problem} />
          </Notice>
        )}
        {!view && !problem && (
          <p className="rounded-lg border border-dashed border-line px-4 py-8 text-center text-ink-2">
            Give the role a name, and its documents appear here.
          </p>
        )}
        {view && hasErrors && (
          <Notice tone="warn">The documents below are of the last design without errors.</Notice>
        )}
        {view && <Outcome view={view} onDownload={download} />}
        {view && arn && mayRegister && !hasErrors && (
          <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
            <ButtonLink
              kind="primary"
              href={`/${slug}/instance-roles?create=1&roleArn=${encodeURIComponent(arn)}`}
            >
              Register it
            </ButtonLink>
            <p className="text-ink-2">Once it is made in AWS. Rolecall waits while AWS makes it visible.</p>
          </div>
        )}
      </section>
    </div>
  );
}
