import { AccountFilter } from "#components/aws-accounts/account-filter.tsx";
import { AccountList } from "#components/aws-accounts/account-list.tsx";
import { CheckAll } from "#components/aws-accounts/checks/check-all.tsx";
import { LiveAccounts } from "#components/aws-accounts/live-accounts.tsx";
import { NoAccounts } from "#components/aws-accounts/no-accounts.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { countRegisteredRoles } from "#lib/aws-accounts/registered-roles.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";

export const metadata = { title: "AWS accounts" };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ cursor?: string; show?: string }>;
};

const PAGE = 100;

export default async function AwsAccountsPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { cursor, show } = await searchParams;
  const status = show === "failed" ? "FAILED" : undefined;
  const [{ items, nextCursor }, roleCounts] = await Promise.all([
    // An invalid cursor shows the first page.
    listAwsAccounts(ctx, { limit: PAGE, cursor, status }).catch(() =>
      listAwsAccounts(ctx, { limit: PAGE, status }),
    ),
    countRegisteredRoles(ctx),
  ]);
  const { slug } = ctx.workspace;
  const isEmpty = items.length === 0 && !status;
  const mayConnect = may(ctx.role, "aws_account.create");
  return (
    <>
      <PageHeader
        title="AWS accounts"
        what="The accounts whose roles this workspace may register."
        action={
          mayConnect &&
          !isEmpty && (
            <div className="flex flex-wrap gap-2">
              {items.length > 1 && <CheckAll slug={slug} ids={items.map(({ id }) => id)} />}
              <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
                Connect AWS account
              </ButtonLink>
            </div>
          )
        }
      />
      {isEmpty ? (
        <NoAccounts slug={slug} mayConnect={mayConnect} />
      ) : (
        <>
          <AccountFilter slug={slug} isFailedOnly={status !== undefined} />
          {items.length > 0 ? (
            <AccountList slug={slug} accounts={items} roleCounts={roleCounts} />
          ) : (
            <p className="text-ink-2">No account needs attention.</p>
          )}
        </>
      )}
      {nextCursor && (
        <p className="mt-4 text-right">
          <ButtonLink
            href={`/${slug}/aws-accounts?${new URLSearchParams({ cursor: nextCursor, ...(show && { show }) })}`}
          >
            More accounts →
          </ButtonLink>
        </p>
      )}
      <LiveAccounts slug={slug} version={Math.max(0, ...items.map(({ version }) => version))} />
    </>
  );
}
