import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountDetail } from "#components/aws-accounts/account-detail.tsx";
import { AccountHeader } from "#components/aws-accounts/account-header.tsx";
import { ShowOutcome } from "#components/aws-accounts/checks/show-outcome.tsx";
import { ConnectedNotice } from "#components/aws-accounts/connected-notice.tsx";
import { LiveAccounts } from "#components/aws-accounts/live-accounts.tsx";
import { RotationNotice } from "#components/aws-accounts/rotation-notice.tsx";
import { SetupWizard } from "#components/aws-accounts/setup-wizard.tsx";
import { accountTitle, isBeingSetUp, safeReturn } from "#components/aws-accounts/words.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../page-context.ts";
import { accountPageFor } from "./account-page.ts";

type PageProps = {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ return?: string }>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, id } = await params;
  const page = await accountPageFor(await pageContext(workspace), id);
  return { title: page ? accountTitle(page.account) : "Not found" };
}

export default async function AwsAccountPage({ params, searchParams }: PageProps) {
  const { workspace, id } = await params;
  const ctx = await pageContext(workspace);
  const page = await accountPageFor(ctx, id);
  if (!page) notFound();
  const { account, documents, registered } = page;
  const { slug } = ctx.workspace;
  const isWizard = isBeingSetUp(account);
  const returnTo = safeReturn(slug, (await searchParams).return);
  const mayCreate = may(ctx.role, "instance_role.create");
  const isNext =
    returnTo !== undefined || (mayCreate && registered.count === 0 && isFresh(account.connectedAt));
  const isConnected = account.status === "CONNECTED" && isNext;
  const mayCheck = may(ctx.role, "aws_account.check");
  const Body = isWizard ? SetupWizard : AccountDetail;
  return (
    <div className="flex flex-col gap-8">
      <AccountHeader
        slug={slug}
        account={account}
        registered={registered}
        mayChange={may(ctx.role, "aws_account.update")}
        withCheck={!isWizard}
      />
      {isConnected && <ConnectedNotice slug={slug} returnTo={returnTo} />}
      {account.pendingExternalId && <RotationNotice />}
      <Body slug={slug} account={account} documents={documents} mayCheck={mayCheck} />
      <ShowOutcome account={account} />
      <LiveAccounts slug={slug} id={account.id} version={account.version} />
    </div>
  );
}

const FRESH_MS = 15 * 60_000;

/** Whether the account was connected just now, so that the page offers the next step. */
function isFresh(connectedAt: string | undefined): boolean {
  return connectedAt !== undefined && Date.now() - Date.parse(connectedAt) < FRESH_MS;
}
