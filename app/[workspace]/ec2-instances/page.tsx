import { PageHeader } from "#components/frame/page-header.tsx";
import { InstancesOfAccount } from "#components/instances/instances-of-account.tsx";
import { SearchForm } from "#components/instances/search-form.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";
import { accountChoices } from "./account-choices.ts";
import { type Asked, searchFrom } from "./search-from.ts";

export const metadata = { title: "EC2 instances" };

type PageProps = { params: Promise<{ workspace: string }>; searchParams: Promise<Asked> };

export default async function InstancesPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { slug } = ctx.workspace;
  const asked = await searchParams;
  const accounts = await accountChoices(ctx);
  const { account, search } = searchFrom(asked, accounts);
  // A role that is gone filters nothing.
  const role = search.role && (await getInstanceRole(ctx, search.role).catch(() => null));
  const shown = { ...search, role: role ? role.id : "" };
  return (
    <>
      <PageHeader
        title="EC2 instances"
        what="The machines of a connected account, and the role that each runs with."
      />
      {account ? (
        <>
          <SearchForm
            key={JSON.stringify(shown)}
            slug={slug}
            accounts={accounts}
            search={shown}
            roleName={role ? role.name : undefined}
          />
          <InstancesOfAccount
            key={JSON.stringify({ ...shown, list: true })}
            slug={slug}
            account={account}
            search={shown}
            changeId={asked.change}
            mayAttach={may(ctx.role, "instance.attach")}
            mayGrant={may(ctx.role, "aws_account.update")}
          />
        </>
      ) : (
        <p className="flex flex-col items-start gap-4 text-ink-2">
          Machines are in an AWS account. Connect one first.
          <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
            Connect AWS account
          </ButtonLink>
        </p>
      )}
    </>
  );
}
