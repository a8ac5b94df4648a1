import { redirect } from "next/navigation";
import { BackLink } from "#components/aws-accounts/back-link.tsx";
import { ConnectForm } from "#components/aws-accounts/connect/connect-form.tsx";
import { WizardSteps } from "#components/aws-accounts/connect/wizard-steps.tsx";
import { accountAddress, safeReturn } from "#components/aws-accounts/words.ts";
import { findConnection } from "#lib/aws-accounts/find-connection.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../page-context.ts";

export const metadata = { title: "Connect AWS account" };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ accountId?: string; partition?: string; return?: string }>;
};

export default async function ConnectPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { accountId, partition, return: back } = await searchParams;
  const { slug } = ctx.workspace;
  if (!may(ctx.role, "aws_account.create")) redirect(`/${slug}/aws-accounts`);
  const returnTo = safeReturn(slug, back);
  const begun = typeof accountId === "string" ? await findConnection(ctx, accountId) : undefined;
  if (begun) redirect(accountAddress(slug, begun, returnTo));
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-6">
      <div>
        <BackLink slug={slug} />
        <h1 className="mt-3 text-xl font-semibold">Connect AWS account</h1>
      </div>
      <WizardSteps current={1} />
      <ConnectForm
        slug={slug}
        accountId={typeof accountId === "string" ? accountId : ""}
        partition={typeof partition === "string" ? partition : undefined}
        returnTo={returnTo}
      />
    </div>
  );
}
