import { redirect } from "next/navigation";
import { ConfigForm } from "#components/compute-configs/config-form.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../page-context.ts";
import { accountChoices } from "../account-choices.ts";

export const metadata = { title: "Create compute config" };

type PageProps = { params: Promise<{ workspace: string }> };

export default async function NewConfigPage({ params }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { slug } = ctx.workspace;
  if (!may(ctx.role, "compute_config.create")) redirect(`/${slug}/compute-configs`);
  const accounts = await accountChoices(ctx);
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-6">
      <h1 className="text-xl font-semibold">Create compute config</h1>
      {accounts.length > 0 ? (
        <ConfigForm slug={slug} accounts={accounts} />
      ) : (
        <p className="flex flex-col items-start gap-4 text-ink-2">
          A compute config is in an AWS account. Connect one first.
          <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
            Connect AWS account
          </ButtonLink>
        </p>
      )}
    </div>
  );
}
