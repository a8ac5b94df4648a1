/** The table of actions and the roles that may take them. Pages hide by it and verbs refuse by it. Browser-safe. */
import { Refusal } from "#lib/errors.ts";
import type { Ctx, WorkspaceRole } from "./context.ts";

const EVERYBODY = ["ADMIN", "MEMBER"] as const;
const ADMINS = ["ADMIN"] as const;

const PERMISSIONS = {
  "workspace.read": EVERYBODY,
  "member.read": EVERYBODY,
  "audit_event.read": ADMINS,
  "instance_role.read": EVERYBODY,
  "instance_role.create": ADMINS,
  "instance_role.check": EVERYBODY,
  "instance_role.update": ADMINS,
  "instance_role.retry": ADMINS,
  "instance_role.verify": ADMINS,
  "instance_role.accept": ADMINS,
  "instance_role.remove": ADMINS,
  "instance_role.import": ADMINS,
  "role_design.read": EVERYBODY,
  "instance.read": EVERYBODY,
  "instance.attach": ADMINS,
  "compute_config.read": EVERYBODY,
  "compute_config.launch": EVERYBODY,
  "compute_config.create": ADMINS,
  "compute_config.update": ADMINS,
  "compute_config.remove": ADMINS,
  "aws_account.read": EVERYBODY,
  "aws_account.create": ADMINS,
  "aws_account.update": ADMINS,
  "aws_account.check": ADMINS,
  "aws_account.remove": ADMINS,
} as const satisfies Record<string, readonly WorkspaceRole[]>;

export type Action = keyof typeof PERMISSIONS;

export function may(role: WorkspaceRole, action: Action): boolean {
  return (PERMISSIONS[action] as readonly WorkspaceRole[]).includes(role);
}

/**
 * Checks the actor's role.
 * @throws Refusal `forbidden` where it does not include the action
 */
export function authorize(ctx: Ctx, action: Action): void {
  if (may(ctx.role, action)) return;
  throw new Refusal("forbidden", "Only admins of this workspace may do this. Ask one of them.");
}
