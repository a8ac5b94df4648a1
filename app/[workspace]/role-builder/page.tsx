import { PageHeader } from "#components/frame/page-header.tsx";
import { givenRole } from "#components/role-builder/given-role.ts";
import { RoleBuilder } from "#components/role-builder/role-builder.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";

export const metadata = { title: "Role builder" };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RoleBuilderPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { items } = await listAwsAccounts(ctx, { limit: 100 });
  const accounts = items.map(({ id, accountId, partition, name, alias }) => ({
    key: id,
    accountId,
    partition,
    label: [name ?? alias, accountId].filter(Boolean).join(" · "),
  }));
  return (
    <>
      <PageHeader
        title="Role builder"
        what="Say what a role may reach and who may use it; take the documents that make it. Nothing changes in AWS."
      />
      <RoleBuilder
        slug={ctx.workspace.slug}
        accounts={accounts}
        given={givenRole(await searchParams)}
        mayRegister={may(ctx.role, "instance_role.create")}
      />
    </>
  );
}
