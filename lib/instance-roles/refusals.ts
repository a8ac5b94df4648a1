/** Refusals shared by the verbs of instance roles. */
import { violatedIndex } from "#lib/db/conflicts.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { describeRequestReason } from "./request-reasons.ts";
import type { InstanceRoleAction, Status } from "./status.ts";
import { findExisting } from "./store.ts";

export const noSuchRole = (extra: Record<string, unknown> = {}) => notFound("This instance role", extra);

const WHY: Record<InstanceRoleAction, string> = {
  retry: "Only a failed role can be registered again.",
  accept: "Only what a failed role failed with can be accepted.",
  takeBackAcceptance: "The role is being registered or deleted. Wait until that has ended.",
  chooseProfile: "The role is being registered or deleted. Wait until that has ended.",
  remove: "The role is being deleted already.",
  verify: "A role can be checked again once it has been Active.",
  edit: "The role is being deleted and cannot be changed any more.",
};

/** Refuses an action because the role does not exist, or is in a status that does not allow it. */
export function notInState(action: InstanceRoleAction, status: Status | null): Refusal {
  if (status === null) return noSuchRole();
  return new Refusal("not_in_this_state", WHY[action], { extra: { currentStatus: status } });
}

/**
 * Turns a violated unique index into the refusal of its name or ARN, with the role that has it; returns any other error
 * unchanged. The indexes decide, so that two concurrent requests cannot both succeed. Where name and ARN are both
 * taken, reports the ARN, since another name would not help.
 */
export async function collision(
  ctx: Ctx,
  error: unknown,
  role: { nameKey: string; roleArn?: string },
): Promise<unknown> {
  const index = violatedIndex(error);
  if (!index?.startsWith("instance_role_")) return error;
  const { nameKey, roleArn } = role;
  const find = (by: Parameters<typeof findExisting>[2]) =>
    inWorkspace(ctx.workspace.id, (tx) => findExisting(tx, ctx.workspace.id, by));
  const sameArn = roleArn === undefined ? null : await find({ roleArn });
  const byArn = sameArn !== null || index.includes("role_arn");
  const existing = byArn ? sameArn : await find({ nameKey });
  const facts = existing ?? { name: "another role" };
  const code = byArn ? "already_registered" : "name_taken";
  const path = byArn ? "roleArn" : "name";
  const { detail: message } = describeRequestReason(code, facts);
  return new Refusal(code, message, {
    errors: [{ path, code, message }],
    ...(existing && { extra: { existing } }),
  });
}
