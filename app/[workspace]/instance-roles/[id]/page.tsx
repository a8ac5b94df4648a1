import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RoleDetail } from "#components/instance-roles/detail/role-detail.tsx";
import { findConnection } from "#lib/aws-accounts/find-connection.ts";
import { Refusal } from "#lib/errors.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { listRegistrations } from "#lib/instance-roles/list-registrations.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { pageContext } from "../../page-context.ts";

type PageProps = { params: Promise<{ workspace: string; id: string }> };

const MOST_RUNS = 20;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, id } = await params;
  const { role } = await roleWithRuns(workspace, id);
  return { title: role.name };
}

export default async function InstanceRolePage({ params }: PageProps) {
  const { workspace, id } = await params;
  const { ctx, role, registrations } = await roleWithRuns(workspace, id);
  const { slug } = ctx.workspace;
  const account = await findConnection(ctx, role.awsAccountId);
  return (
    <RoleDetail
      slug={slug}
      role={role}
      accountHref={`/${slug}/aws-accounts${account ? `/${account}` : ""}`}
      registrations={registrations}
      rights={{
        mayRetry: may(ctx.role, "instance_role.retry"),
        mayEdit: may(ctx.role, "instance_role.update"),
        mayAccept: may(ctx.role, "instance_role.accept"),
        mayRemove: may(ctx.role, "instance_role.remove"),
      }}
    />
  );
}

/** Read once for the page and its title. */
const roleWithRuns = cache(async (workspace: string, id: string) => {
  const ctx = await pageContext(workspace);
  // A malformed id is not found.
  if (!UUID.test(id)) notFound();
  const [role, runs] = await Promise.all([
    getInstanceRole(ctx, id),
    listRegistrations(ctx, id, { limit: MOST_RUNS }),
  ]).catch(nothingHere);
  return { ctx, role, registrations: runs.items };
});

function nothingHere(error: unknown): never {
  if (error instanceof Refusal && error.code === "not_found") notFound();
  throw error;
}
