import { AccountList } from "#components/aws-accounts/account-list.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { pageContext } from "../page-context.ts";

export const metadata = { title: "AWS accounts" };

export default async function AwsAccountsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const { items } = await listAwsAccounts(ctx, { limit: 100 });
  return (
    <>
      <PageHeader title="AWS accounts" what="The accounts whose roles this workspace may register." />
      <AccountList accounts={items} />
    </>
  );
}
