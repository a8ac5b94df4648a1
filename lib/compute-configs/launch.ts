import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { nameInArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { CONSUMERS } from "#lib/usage/consumers/all.ts";
import { valueOf } from "#lib/usage/identity.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { appliedRole } from "./applied-role.ts";
import { noSuchConfig } from "./refusals.ts";
import { findComputeConfig } from "./store.ts";
import type { LaunchView } from "./view.ts";

/** The launchers that a compute config has parameters for. */
export const LAUNCH_FORMATS = CONSUMERS.filter(({ needs }) => needs === "ec2").map(({ id }) => id) as [
  string,
  ...string[],
];

/** Returns the formats with their titles: the product, and the variant where it has several. */
export function launchTitles(): { id: string; title: string }[] {
  const starting = CONSUMERS.filter(({ needs }) => needs === "ec2");
  const count = (product: string) => starting.filter((one) => one.product === product).length;
  return starting.map(({ id, product, title }) => ({ id, title: count(product) > 1 ? title : product }));
}

/**
 * Returns the exact parameters that launch machines with the config's role, in one launcher's format.
 * @throws Refusal `not_found`; `no_role_applies`; `role_not_active` with the role's status and failure
 */
export async function launchParameters(ctx: Ctx, id: string, format: string): Promise<LaunchView> {
  authorize(ctx, "compute_config.launch");
  const row = await inWorkspace(ctx.workspace.id, (tx) => findComputeConfig(tx, ctx.workspace.id, id));
  if (!row) throw noSuchConfig();
  const applied = appliedRole(row);
  if (!applied.role) throw noRoleApplies(applied.why);
  const { role, why } = applied;
  if (role.status !== "ACTIVE" || !role.instanceProfileArn) throw await notActive(ctx, role);
  const consumer = CONSUMERS.find((one) => one.id === format);
  if (!consumer) throw new Error(`no consumer ${format}`);
  const identity = {
    role: roleArnFrom(role.roleArn),
    profile: { arn: role.instanceProfileArn, name: nameInArn(role.instanceProfileArn) },
    region: row.region,
    ...(row.instanceType && { instanceType: row.instanceType }),
    tags: row.tags,
    label: row.name,
  };
  return {
    format,
    takes: consumer.takes,
    value: valueOf(identity, consumer.takes),
    instanceProfileArn: role.instanceProfileArn,
    roleArn: role.roleArn,
    region: row.region,
    why,
    snippets: consumer.snippets(identity),
  };
}

function noRoleApplies(why: "no_default" | "chosen_is_gone"): Refusal {
  const detail =
    why === "no_default"
      ? "No role was chosen, and the AWS account has no default role. Choose a role, or give the account a default."
      : "The role that was chosen was deleted. Choose another one.";
  return new Refusal("no_role_applies", detail, { extra: { why } });
}

/** The refusal with the role's own failure and its fix. */
async function notActive(ctx: Ctx, { id, name }: { id: string; name: string }): Promise<Refusal> {
  const { status, failure } = await getInstanceRole(ctx, id);
  const detail = `Machines cannot be started with ${name}: it is not Active${failure ? `. ${failure.title}` : ""}.`;
  return new Refusal("role_not_active", detail, {
    extra: { instanceRole: { id, name, status, ...(failure && { failure }) } },
  });
}
