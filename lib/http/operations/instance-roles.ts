/** The API's operations on instance roles. */
import { z } from "zod";
import { CheckView } from "#lib/instance-roles/check-view.ts";
import { VerifyingView } from "#lib/instance-roles/checking/view.ts";
import { MOST_NAMED } from "#lib/instance-roles/import/limits.ts";
import { RoleInstances } from "#lib/instance-roles/in-use/view.ts";
import { LookupView } from "#lib/instance-roles/lookup-view.ts";
import { AccountRoles } from "#lib/instance-roles/pick/view.ts";
import { CheckInput, ListInput, RegisterInput, UpdateInput } from "#lib/instance-roles/schema.ts";
import {
  ForgottenView,
  InstanceRoleDetail,
  InstanceRoleView,
  RegistrationView,
} from "#lib/instance-roles/view.ts";
import { UsageView } from "#lib/usage/view.ts";
import { operation } from "../operation.ts";
import { PageInput, pageOf } from "../page.ts";
import { Since, streamOf } from "./stream.ts";

const ROLES = "/workspaces/{workspace}/instance-roles";
const ROLE = `${ROLES}/{id}`;
const tag = "Instance roles";

const started = {
  201: {
    description: "Settled while the caller waited: Active or Failed",
    schema: InstanceRoleView,
    isLocated: true,
  },
  202: {
    description: "Under way; follow it by its events, or ask again",
    schema: InstanceRoleView,
    isLocated: true,
  },
};

export const listRoles = operation({
  id: "listInstanceRoles",
  method: "GET",
  path: ROLES,
  tag,
  summary: "List the instance roles of a workspace",
  who: { mayDo: "instance_role.read" },
  query: ListInput,
  answers: { 200: { description: "One page", schema: pageOf(InstanceRoleView) } },
});

export const registerRole = operation({
  id: "registerInstanceRole",
  method: "POST",
  path: ROLES,
  tag,
  summary: "Register an IAM role",
  description:
    "Rolecall attaches the required policies, sees to an instance profile, and checks that EC2 may use the role. A role ARN that is not one is refused with the reason as the error's code and, where it can be told for sure, the ARN that was meant (`meant.roleArn`). A name or a role that the workspace has already is refused with `existing.id`.",
  who: { mayDo: "instance_role.create" },
  body: RegisterInput,
  waits: true,
  answers: started,
});

export const checkRole = operation({
  id: "checkInstanceRole",
  method: "POST",
  path: `${ROLES}/check`,
  tag,
  summary: "Say what registering an IAM role would find, do and come upon",
  description:
    "The steps of a registration without a write, in AWS or here. All problems are told, each with its fixes, not the first alone. Nothing is waited for: what was made a moment ago may not be there yet. What cannot be found out beforehand is among the warnings. A role ARN that is not one is refused as when registering.",
  who: { mayDo: "instance_role.check" },
  body: CheckInput,
  asksWorker: true,
  answers: { 200: { description: "What would happen", schema: CheckView } },
});

export const lookUpRole = operation({
  id: "lookUpInstanceRole",
  method: "POST",
  path: `${ROLES}/lookup`,
  tag,
  summary: "Find the IAM role behind a name, a session, an instance profile or an address of the console",
  description:
    "What a role ARN is refused for where it names a role all the same (`meant.roleName`, `meant.profileName`) is looked for in AWS, in the account that is named or in the connected ones, with their read-only sessions. GetRole answers the ARN with its path, GetInstanceProfile the role inside. An ARN of a role is looked up by its name.",
  who: { mayDo: "instance_role.check" },
  body: CheckInput,
  asksWorker: true,
  answers: { 200: { description: "What AWS answered, account by account", schema: LookupView } },
});

export const listRolesOfAccount = operation({
  id: "listRolesOfAwsAccount",
  method: "GET",
  path: "/workspaces/{workspace}/aws-accounts/{id}/roles",
  tag,
  summary: "List the IAM roles of a connected account, to pick those to register",
  description:
    "AWS is asked for the first 1,000 with the account's read-only session, where its connection role may call iam:ListRoles: an account allows that by choice (`includeListRoles`), and applies its set-up documents. Nothing of the answer is kept.",
  who: { mayDo: "instance_role.create" },
  asksWorker: true,
  answers: { 200: { description: "What AWS answered", schema: AccountRoles } },
});

export const getRole = operation({
  id: "getInstanceRole",
  method: "GET",
  path: ROLE,
  tag,
  summary: "Show an instance role with its last registration, and what a removal would undo",
  who: { mayDo: "instance_role.read" },
  answers: { 200: { description: "The role", schema: InstanceRoleDetail } },
});

export const listInstancesOfRole = operation({
  id: "listInstancesOfRole",
  method: "GET",
  path: `${ROLE}/instances`,
  tag,
  summary: "List the EC2 instances that run with the role now",
  description:
    "Asked of AWS: every instance profile that holds the role, in every Region of its account. Where Rolecall could not look is told.",
  who: { mayDo: "instance_role.read" },
  asksWorker: true,
  answers: { 200: { description: "The instances", schema: RoleInstances } },
});

export const updateRole = operation({
  id: "updateInstanceRole",
  method: "PATCH",
  path: ROLE,
  tag,
  summary: "Change name or description",
  who: { mayDo: "instance_role.update" },
  body: UpdateInput,
  answers: { 200: { description: "The role", schema: InstanceRoleView } },
});

export const removeRole = operation({
  id: "removeInstanceRole",
  method: "DELETE",
  path: ROLE,
  tag,
  summary: "Undo in AWS what Rolecall did for the role, then delete it",
  description:
    "The role is gone when it is not found any more. What is not Rolecall's, or not any more (made again, taken over, its mark removed), stays, and `left` says why, here where the caller waits and in the 404 of the role afterwards. Where AWS refuses the undoing, it stays, Failed, with what remains. While EC2 instances run with the role, through whatever instance profile, it is refused with 409 `role_in_use`, the `instances` and where Rolecall could not look (`notLooked`), unless `force=true`: they lose what Rolecall added. `leaveAws=true` forgets it at once and answers what was left.",
  who: { mayDo: "instance_role.remove" },
  query: z.object({
    leaveAws: z.enum(["true", "false"]).default("false").describe("Forget the role without touching AWS"),
    force: z.enum(["true", "false"]).default("false").describe("Although machines run with the role"),
  }),
  waits: true,
  answers: {
    200: {
      description: "Gone; what was left in AWS, and why where it was to be undone",
      schema: ForgottenView,
    },
    202: { description: "Being undone, or Failed to be", schema: InstanceRoleView, isLocated: true },
    204: { description: "Undone and gone while the caller waited" },
  },
});

export const retryRole = operation({
  id: "retryInstanceRole",
  method: "POST",
  path: `${ROLE}/retry`,
  tag,
  summary: "Register a failed role again, from the top",
  who: { mayDo: "instance_role.retry" },
  waits: true,
  answers: started,
});

export const verifyRole = operation({
  id: "verifyInstanceRole",
  method: "POST",
  path: `${ROLE}/verify`,
  tag,
  summary: "Look at AWS again for a role that is, or was, Active",
  description:
    "Nothing is written in AWS. What is wrong makes the role Failed with its reason; an Active role that is as it should be gets a new `lastVerifiedAt`, and one that a check had found wrong and that is right again becomes Active. Where Rolecall does not get into the account, the role stays as it is, with `notChecked`.",
  who: { mayDo: "instance_role.verify" },
  waits: true,
  answers: {
    200: { description: "AWS has been looked at", schema: InstanceRoleView, isLocated: true },
    202: { description: "AWS is being looked at", schema: InstanceRoleView, isLocated: true },
  },
});

export const verifyRoles = operation({
  id: "verifyInstanceRoles",
  method: "POST",
  path: `${ROLES}/verify`,
  tag,
  summary: "Look at AWS again for many roles",
  who: { mayDo: "instance_role.verify" },
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_NAMED) }),
  answers: { 202: { description: "What became of each", schema: VerifyingView } },
});

export const listRuns = operation({
  id: "listRegistrations",
  method: "GET",
  path: `${ROLE}/registrations`,
  tag,
  summary: "List the runs for a role with their steps and AWS calls, newest first",
  who: { mayDo: "instance_role.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(RegistrationView) } },
});

export const readUsage = operation({
  id: "getInstanceRoleUsage",
  method: "GET",
  path: `${ROLE}/usage`,
  tag,
  summary: "Say how to use an Active role, product by product",
  description:
    "Snippets with the role's own values for each consumer we know, those that the role's trust policy lets in first; the others with the one statement that is missing. AWS is asked for the trust policy as it is now. 409 `role_not_active` before the role is Active.",
  who: { mayDo: "instance_role.read" },
  answers: { 200: { description: "One section for each consumer", schema: UsageView } },
});

const stream = streamOf(
  "`role`: an InstanceRole, the event's id being its `version` · `step`: `{ instanceRoleId, registrationId, step }` · `removed`: `{ id }` · `reset`: `{}`, where more has changed than is told one by one: read anew what is shown",
);

export const streamRoles = operation({
  id: "streamInstanceRoles",
  method: "GET",
  path: `${ROLES}/events`,
  tag,
  summary: "Follow all instance roles of a workspace by server-sent events",
  who: { mayDo: "instance_role.read" },
  query: Since,
  answers: stream,
});

export const streamRole = operation({
  id: "streamInstanceRole",
  method: "GET",
  path: `${ROLE}/events`,
  tag,
  summary: "Follow one instance role by server-sent events",
  who: { mayDo: "instance_role.read" },
  query: Since,
  answers: stream,
});
