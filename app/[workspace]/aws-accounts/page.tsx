import { AccountList } from "#components/aws-accounts/account-list.tsx";
import { LiveAccounts } from "#components/aws-accounts/live-accounts.tsx";
import { NoAccounts } from "#components/aws-accounts/no-accounts.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { countRegisteredRoles } from "#lib/aws-accounts/registered-roles.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";

export const metadata = { title: "AWS accounts" };

type PageProps = { params: Promise<{ workspace: string }>; searchParams: Promise<{ cursor?: string }> };

const PAGE = 100;

export default async function AwsAccountsPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { cursor } = await searchParams;
  const [{ items, nextCursor }, roleCounts] = await Promise.all([
    // A cursor that somebody has made up leads to the first page.
    listAwsAccounts(ctx, { limit: PAGE, cursor }).catch(() => listAwsAccounts(ctx, { limit: PAGE })),
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
      {nextCursor && (
        <p className="mt-4 text-right">
          <ButtonLink href={`/${slug}/aws-accounts?${new URLSearchParams({ cursor: nextCursor })}`}>
            More accounts →
          </ButtonLink>
        </p>
      )}
      <LiveAccounts slug={slug} version={Math.max(0, ...items.map(({ version }) => version))} />
    </>
  );
}
