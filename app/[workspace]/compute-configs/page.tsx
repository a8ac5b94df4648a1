import { ConfigList } from "#components/compute-configs/config-list.tsx";
import { DefaultRoles } from "#components/compute-configs/default-roles.tsx";
import { NoConfigs } from "#components/compute-configs/no-configs.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listComputeConfigs } from "#lib/compute-configs/list.ts";
import { listDefaultRoles } from "#lib/compute-configs/list-default-roles.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../page-context.ts";
import { accountChoices } from "./account-choices.ts";

export const metadata = { title: "Compute configs" };

type PageProps = { params: Promise<{ workspace: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function ComputeConfigsPage({ params, searchParams }: PageProps) {
  const ctx = await pageContext((await params).workspace);
  const { cursor } = await searchParams;
  const [{ items, nextCursor }, accounts, defaults] = await Promise.all([
    // An invalid cursor shows the first page.
    listComputeConfigs(ctx, { limit: 25, cursor }).catch(() => listComputeConfigs(ctx, { limit: 25 })),
    accountChoices(ctx),
    listDefaultRoles(ctx),
  ]);
  const { slug } = ctx.workspace;
  const mayCreate = may(ctx.role, "compute_config.create");
  return (
    <>
      <PageHeader
        title="Compute configs"
        what="What your clusters are started with: account, Region and instance role."
        action={
          mayCreate &&
          items.length > 0 && (
            <ButtonLink kind="primary" href={`/${slug}/compute-configs/new`}>
              Create compute config
            </ButtonLink>
          )
        }
      />
      {items.length === 0 ? (
        <NoConfigs slug={slug} mayCreate={mayCreate} />
      ) : (
        <ConfigList slug={slug} configs={items} />
      )}
      {nextCursor && (
        <p className="mt-4 text-right">
          <ButtonLink href={`/${slug}/compute-configs?${new URLSearchParams({ cursor: nextCursor })}`}>
            Older →
          </ButtonLink>
        </p>
      )}
      {accounts.length > 0 && (
        <DefaultRoles
          slug={slug}
          accounts={accounts.map(({ id, accountId, label }) => ({
            id,
            accountId,
            label,
            byDefault: defaults.get(id) ?? null,
          }))}
          mayChange={may(ctx.role, "aws_account.update")}
        />
      )}
    </>
  );
}
