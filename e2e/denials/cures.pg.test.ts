/** Each way in which an account can deny is cured by the command the page shows, run as its administrator. */
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { denies } from "#lib/iam-policy/denies.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { openShell, type Shell } from "../fixes/paste.ts";
import { adminOf, iamAs } from "../support/connection-role.ts";
import { attempt, connectedTo, jobOf, ownSandbox, register, remove, stored } from "../support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../support/factories.ts";
import { ownDatabase } from "../support/own-database.ts";
import { denyingAccounts, externalIdOf, FREE, seedOf, type Way } from "./accounts.ts";

/** What an organization denies nobody in the account cures. Each way is tried with another action. */
const CURED: [way: Way, action: string][] = [
  ["identity, not granted", "iam:CreateInstanceProfile"],
  ["identity, an inline Deny", "iam:GetRole"],
  ["identity, a Deny in a managed policy", "iam:AttachRolePolicy"],
  ["boundary, not allowed", "iam:PassRole"],
  ["boundary, a Deny", "iam:AddRoleToInstanceProfile"],
];
const UNDONE: Way[] = ["identity, not granted", "boundary, a Deny"];
const DETACH = "iam:DetachRolePolicy";

const accounts = denyingAccounts([...CURED.map(([, action]) => action), DETACH]);
const accountIn = (way: Way, action: string) =>
  accounts.find((one) => one.way === way && one.action === action)?.accountId as string;

let sandbox: RunningSandbox;
let shell: Shell;
beforeAll(async () => {
  // Roles of the seed have the same ids in every sandbox, and the ledger goes by ids.
  await ownDatabase();
  sandbox = await ownSandbox({}, seedOf(accounts));
  shell = await openShell();
});
afterAll(async () => {
  await shell.close();
  await sandbox.close();
});

async function registered(accountId: string, by?: Ctx) {
  const ctx = by ?? (await connectedTo(sandbox, accountId));
  const job = await register(ctx, `arn:aws:iam::${accountId}:role/cluster`);
  await attempt(job);
  const id = job.instanceRoleId;
  return {
    commands: async () => {
      const { failure } = await getInstanceRole(ctx, id);
      return failure?.fixes.filter(({ kind }) => kind === "aws_cli").map(({ body }) => body) ?? [];
    },
    async retry() {
      await retryInstanceRole(ctx, id);
      await attempt(await jobOf(ctx, id));
    },
    remove: async () => attempt(await remove(ctx, id)),
    stored: () => stored(job),
  };
}

test.concurrent.each(CURED)("%s: %s", { timeout: 300_000 }, async (way, action) => {
  const accountId = accountIn(way, action);
  const role = await registered(accountId);
  expect(await role.stored()).toMatchObject({ status: "FAILED" });
  const [command = ""] = await role.commands();
  await shell.paste(command, await adminOf(accountId));
  await role.retry();
  expect(await role.stored()).toMatchObject({ status: "ACTIVE", failure: null });
});

test.concurrent.each(UNDONE)("taking back, %s", { timeout: 300_000 }, async (way) => {
  const accountId = accountIn(way, DETACH);
  const role = await registered(accountId);
  await role.remove();
  expect(await role.stored()).toMatchObject({ status: "FAILED", failure: { reason: "undo_denied" } });
  const command = (await role.commands()).at(-1) ?? "";
  await shell.paste(command, await adminOf(accountId));
  await role.remove();
  expect(await role.stored()).toBeNull();
});

const RoleName = "rolecall-connection";
const GUARD = { RoleName, PolicyName: "org-guard" };
const ONLY_TLS = {
  Sid: "OnlyTls",
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "nope" } },
};
/** What the guard is there for, and no fix may open. */
const GUARDED = [
  { action: "kms:ScheduleKeyDeletion", resourceArn: `arn:aws:kms:eu-west-1:${FREE}:key/1` },
  { action: "iam:DeleteRole", resourceArn: `arn:aws:iam::${FREE}:role/cluster` },
  { action: "iam:CreateUser", resourceArn: `arn:aws:iam::${FREE}:user/ann` },
];

test("the guardrails beside what Rolecall needs outlast the cure", { timeout: 300_000 }, async () => {
  const keys = await adminOf(FREE);
  const iam = iamAs(keys);
  const kms = { Sid: "NeverTouchKms", Effect: "Deny", Action: "kms:ScheduleKeyDeletion", Resource: "*" };
  const handsOff = { Sid: "HandsOff", Effect: "Deny", Action: ["iam:*"], Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [ONLY_TLS, kms, handsOff] });
  await iam.send(new PutRolePolicyCommand({ ...GUARD, PolicyDocument }));
  const role = await registered(FREE);
  // AWS tells one step at a time what the guard keeps from Rolecall: reading, attaching, the profile, passing.
  for (let steps = 0; steps < 8 && (await role.stored())?.status === "FAILED"; steps++) {
    const [command = ""] = await role.commands();
    await shell.paste(command, keys);
    await role.retry();
  }
  expect(await role.stored()).toMatchObject({ status: "ACTIVE", failure: null });
  const guard = await iam.send(new GetRolePolicyCommand(GUARD));
  const parsed = parsePolicy(guard.PolicyDocument ?? "");
  if (!parsed.ok) throw new Error(parsed.why);
  const { Action: _, ...onlyTls } = ONLY_TLS;
  expect(parsed.document.json.Statement).toContainEqual(
    expect.objectContaining({ ...onlyTls, NotAction: expect.arrayContaining(["iam:AttachRolePolicy"]) }),
  );
  const unconditioned = parsed.document.statements.filter(({ conditions }) => conditions.length === 0);
  const denied = GUARDED.filter((act) => denies({ ...parsed.document, statements: unconditioned }, act));
  expect(denied).toEqual(GUARDED);
});

const shut = (externalId?: string) => ({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${FREE}:root` },
  Action: "sts:AssumeRole",
  ...(externalId && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
});

test.each([
  ["asks for this connection's external ID", externalIdOf(FREE)],
  ["asks for none", undefined],
])("a connection role that %s is opened again", { timeout: 300_000 }, async (_, externalId) => {
  const keys = await adminOf(FREE);
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [shut(externalId)] });
  await iamAs(keys).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  const role = await registered(FREE);
  expect(await role.stored()).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
  const [command = ""] = await role.commands();
  await shell.paste(command, keys);
  await role.retry();
  expect(await role.stored()).toMatchObject({ status: "ACTIVE", failure: null });
});

test("one that another workspace comes in by is left to it", { timeout: 300_000 }, async () => {
  const keys = await adminOf(FREE);
  const trust = async () => {
    const { Role } = await iamAs(keys).send(new GetRoleCommand({ RoleName }));
    return Role?.AssumeRolePolicyDocument;
  };
  const before = await trust();
  const second = await makeWorkspace();
  const connectionRoleArn = `arn:aws:iam::${FREE}:role/${RoleName}`;
  await connectAccount(second, { accountId: FREE, connectionRoleArn, externalId: "rc-of-the-second" });
  const role = await registered(FREE, await ctxOf(second));
  expect(await role.stored()).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
  const [command = ""] = await role.commands();
  expect(await shell.paste(command, keys)).toContain("choose another name for the connection role");
  expect(await trust()).toEqual(before);
});
