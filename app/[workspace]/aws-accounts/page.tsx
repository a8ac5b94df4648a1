import { AccountList } from "#components/aws-accounts/account-list.tsx";
import { NoAccounts } from "#components/aws-accounts/no-accounts.tsx";
import { RefreshWhile } from "#components/aws-accounts/refresh-while.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { countRegisteredRoles } from "#lib/aws-accounts/registered-roles.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";

export const metadata = { title: "AWS accounts" };

export default async function AwsAccountsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const [{ items }, roleCounts] = await Promise.all([
    listAwsAccounts(ctx, { limit: 100 }),
    countRegisteredRoles(ctx),
  ]);
  const { slug } = ctx.workspace;
  const mayConnect = may(ctx.role, "aws_account.create");
  return (
    <>
      <PageHeader
        title="AWS accounts"
        what="The accounts whose roles this workspace may register."
        action={
          mayConnect &&
          items.length > 0 && (
            <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
              Connect AWS account
            </ButtonLink>
          )
        }
      />
      {items.length === 0 ? (
        <NoAccounts slug={slug} mayConnect={mayConnect} />
      ) : (
        <AccountList slug={slug} accounts={items} roleCounts={roleCounts} />
      )}
      <RefreshWhile moving={items.some(({ checking }) => checking !== undefined)} />
    </>
  );
}
