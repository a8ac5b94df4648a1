/** Runs registrations against a sandbox of the test's own, whose faults and pauses affect no other test. */
import { randomBytes } from "node:crypto";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
} from "@aws-sdk/client-iam";
import { db } from "#lib/db/client.ts";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { listRoleInstances } from "#lib/instance-roles/in-use/list.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import type { RegistrationJob } from "#lib/instance-roles/registration/job.ts";
import { workRegistration } from "#lib/instance-roles/registration/work.ts";
import { removeInstanceRole } from "#lib/instance-roles/remove.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { Seed } from "#sandbox/seed/seed.ts";
import { type RunningSandbox, startSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "./connection-role.ts";
import { connectAccount, ctxOf, makeWorkspace } from "./factories.ts";

/** Starts a sandbox and points this process's SDK at it; call it before the first AWS call. */
export async function ownSandbox(env: Record<string, string> = {}, seed?: Seed): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ ...(seed && { seed }) });
  const answer = await fetch(new URL("/_sandbox/credentials", sandbox.url));
  const { platform } = (await answer.json()) as {
    platform: { arn: string; accessKeyId: string; secretAccessKey: string };
  };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: sandbox.url,
    SANDBOX_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: platform.accessKeyId,
    AWS_SECRET_ACCESS_KEY: platform.secretAccessKey,
    ROLECALL_FRESH_BUDGET_MS: "60",
    ROLECALL_THROTTLE_BUDGET_MS: "20000",
    ...env,
  });
  await db().workerHeartbeat.create({ data: { id: crypto.randomUUID(), platform: { arn: platform.arn } } });
  return sandbox;
}

/** Makes this process the platform of another partition: its credentials are good there alone. */
export async function actAsPlatformOf({ url }: RunningSandbox, partition: string): Promise<void> {
  const answer = await fetch(new URL("/_sandbox/credentials", url));
  const { platforms } = (await answer.json()) as {
    platforms: { partition: string; accessKeyId: string; secretAccessKey: string }[];
  };
  const platform = platforms.find((one) => one.partition === partition);
  if (!platform) throw new Error(`the sandbox has no platform in ${partition}`);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: platform.accessKeyId,
    AWS_SECRET_ACCESS_KEY: platform.secretAccessKey,
  });
}

/** A new workspace connected to a seeded account. */
export async function connectedTo({ seed }: RunningSandbox, accountId: string): Promise<Ctx> {
  const connection = seed.connections.find((one) => one.accountId === accountId);
  if (!connection) throw new Error(`the sandbox connects no account ${accountId}`);
  const workspace = await makeWorkspace();
  const { workspace: _workspace, alias: _alias, ...theirs } = connection;
  await connectAccount(workspace, theirs);
  return ctxOf(workspace);
}

/** Returns what AWS holds of an account, without ids. */
export async function heldBy({ url }: RunningSandbox, accountId: string): Promise<Held> {
  const answer = await fetch(new URL(`/_sandbox/state?accountId=${accountId}&ids=0`, url));
  return (await answer.json()) as Held;
}

export type Held = {
  roles: { arn: string; attached: string[] }[];
  instanceProfiles: { arn: string; roles: string[] }[];
};

/**
 * Creates a role that no other test has: tests have sandboxes of their own but share one database, whose ledger is
 * keyed by role.
 */
export async function makeRole(accountId: string, { path = "/", attached = [], profile }: NewRole = {}) {
  const iam = iamAs(await adminOf(accountId));
  const RoleName = `engine-${randomBytes(6).toString("hex")}`;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: path,
      AssumeRolePolicyDocument: JSON.stringify(EC2_TRUST_POLICY),
    }),
  );
  for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  if (profile) {
    const InstanceProfileName = `${RoleName}-${profile}`;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  }
  return Role?.Arn as string;
}

/** `profile` is the suffix of another instance profile's name, which holds the role already. */
type NewRole = { path?: string; attached?: string[]; profile?: string };

/** A role that is not registered, in a new workspace, and AWS's state before. */
export async function unregistered(sandbox: RunningSandbox, accountId: string) {
  const ctx = await connectedTo(sandbox, accountId);
  const arn = await makeRole(accountId);
  return { ctx, arn, name: nameInArn(arn), before: await heldBy(sandbox, accountId) };
}

let names = 0;

export async function register(ctx: Ctx, roleArn: string): Promise<RegistrationJob> {
  const role = await registerInstanceRole(ctx, { name: `role ${++names}`, roleArn, description: "" });
  return jobOf(ctx, role.id);
}

export async function remove(ctx: Ctx, id: string): Promise<RegistrationJob> {
  await removeInstanceRole(ctx, id, { look: listRoleInstances });
  return jobOf(ctx, id);
}

export async function jobOf(ctx: Ctx, id: string): Promise<RegistrationJob> {
  const workspaceId = ctx.workspace.id;
  const { registrationId } = await inWorkspace(workspaceId, (tx) =>
    tx.instanceRole.findFirstOrThrow({ where: { workspaceId, id } }),
  );
  return { workspaceId, instanceRoleId: id, registrationId: registrationId as string };
}

/** Runs one attempt at a run, as a worker does: the queue repeats a job only after the earlier lease has lapsed. */
export async function attempt(
  data: RegistrationJob,
  { isLastAttempt = true, isOneOfMany = false } = {},
): Promise<void> {
  await directly(sql`
    UPDATE aws_role_lease SET expires_at = now() - interval '1 second' WHERE holder = ${data.registrationId}::uuid`);
  const { signal } = new AbortController();
  await workRegistration({ id: "test", data, attempt: 1, isLastAttempt, isOneOfMany, signal });
}

/** Returns the actions that a run's steps record. */
export async function callsOf({ workspaceId, registrationId }: RegistrationJob): Promise<string[]> {
  const steps = await inWorkspace(workspaceId, (tx) =>
    tx.registrationStep.findMany({ where: { workspaceId, registrationId } }),
  );
  return steps.flatMap(({ awsCalls }) => (awsCalls as { action: string }[]).map(({ action }) => action));
}

/** Returns the steps of a run as the page shows them. */
export async function stepsOf({ workspaceId, registrationId }: RegistrationJob): Promise<string[]> {
  const steps = await inWorkspace(workspaceId, (tx) =>
    tx.registrationStep.findMany({ where: { workspaceId, registrationId } }),
  );
  return steps.map(({ name }) => name);
}

/** Returns the result of each step of a run. */
export async function statusesOf({
  workspaceId,
  registrationId,
}: RegistrationJob): Promise<Record<string, string>> {
  const steps = await inWorkspace(workspaceId, (tx) =>
    tx.registrationStep.findMany({ where: { workspaceId, registrationId } }),
  );
  return Object.fromEntries(steps.map(({ name, status }) => [name, status]));
}

/** Returns the role's row; null when it is deleted. */
export function stored({ workspaceId, instanceRoleId: id }: RegistrationJob) {
  return inWorkspace(workspaceId, (tx) => tx.instanceRole.findFirst({ where: { workspaceId, id } }));
}

/** Returns what the role holds in the ledger: kind, target and state, sorted. */
export async function holds({ workspaceId, instanceRoleId }: RegistrationJob): Promise<string[]> {
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.attachmentHold.findMany({ where: { workspaceId, instanceRoleId } }),
  );
  const attachments = await db().attachment.findMany({
    where: { id: { in: rows.map(({ attachmentId }) => attachmentId) } },
  });
  return attachments.map(({ kind, target, state }) => `${kind} ${target} ${state}`).toSorted();
}
