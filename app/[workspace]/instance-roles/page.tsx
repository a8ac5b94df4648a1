import { redirect } from "next/navigation";
import { PageHeader } from "#components/frame/page-header.tsx";
import { CreateButton } from "#components/instance-roles/create/create-button.tsx";
import { CreatePanel } from "#components/instance-roles/create/create-panel.tsx";
import { EmptyList } from "#components/instance-roles/empty-list.tsx";
import { ImportLink } from "#components/instance-roles/import/import-link.tsx";
import { KnownUpTo } from "#components/instance-roles/known-up-to.tsx";
import { type ListAddress, withFilter } from "#components/instance-roles/list-address.ts";
import { listed } from "#components/instance-roles/listed-role.ts";
import { RoleList } from "#components/instance-roles/role-list.tsx";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { env } from "#lib/env.ts";
import { countInstanceRoles } from "#lib/instance-roles/count.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";
import { listPageFor } from "./list-page.ts";

export const metadata = { title: "Instance roles" };

type PageProps = { params: Promise<{ workspace: string }>; searchParams: Promise<ListAddress> };

export default async function InstanceRolesPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { counts, newest } = await countInstanceRoles(ctx);
  const [{ address, limit, page, found }, { items }] = await Promise.all([
    listPageFor(ctx, await searchParams),
    listAwsAccounts(ctx, { limit: 100 }),
  ]);
  if (!page) redirect(withFilter(address, {}));
  const { slug } = ctx.workspace;
  const mayCreate = may(ctx.role, "instance_role.create");
  const isEmpty = Object.values(counts).every((count) => count === 0);
  const accounts = items.map(({ id, accountId, partition, name, alias, status }) => {
    return { id, accountId, partition, name: name ?? alias, isConnected: status !== "PENDING" };
  });
  const connected = accounts.filter(({ isConnected }) => isConnected);
  const policies = requiredPolicySet().policies.map(({ name, why }) => ({ name, why }));
  return (
    <>
      <KnownUpTo version={newest} />
      <PageHeader
        title="Instance roles"
        what="The IAM roles your clusters run as."
        action={
          mayCreate && (
            <div className="flex gap-2">
              <ImportLink slug={slug} />
              {!isEmpty && <CreateButton />}
            </div>
          )
        }
      />
      {isEmpty ? (
        <EmptyList slug={slug} accounts={connected.length} mayCreate={mayCreate} />
      ) : (
        <RoleList
          {...{ slug, address, limit, counts: found ?? counts, accounts }}
          roles={page.items.map(listed)}
          nextCursor={page.nextCursor}
          maySelect={may(ctx.role, "instance_role.remove")}
        />
      )}
      {mayCreate && (
        <CreatePanel
          slug={slug}
          accounts={connected}
          policies={policies}
          isSandbox={env().ROLECALL_AWS === "sandbox"}
        />
      )}
    </>
  );
}
