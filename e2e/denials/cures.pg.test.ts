/** Every way in which an account can deny is fixed by the command on the page, run as its administrator. */
import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { follow } from "../fixes/follow.ts";
import { openShell, type Shell } from "../fixes/paste.ts";
import { adminOf, iamAs } from "../support/connection-role.ts";
import { attempt, connectedTo, jobOf, ownSandbox, register, remove, stored } from "../support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../support/factories.ts";
import { ownDatabase } from "../support/own-database.ts";
import { denyingAccounts, externalIdOf, FREE, seedOf, type Way } from "./accounts.ts";

/** The ways to fix; an organization's denial cannot be fixed in the account. Each is tested with another action. */
const CURED: [way: Way, action: string][] = [
  ["identity, not granted", "iam:CreateInstanceProfile"],
  ["identity, an inline Deny", "iam:GetRole"],
  ["identity, a Deny in a managed policy", "iam:AttachRolePolicy"],
  ["boundary, not allowed", "iam:PassRole"],
  ["boundary, a Deny", "iam:AddRoleToInstanceProfile"],
];
const UNDONE: Way[] = ["identity, not granted", "boundary, a Deny"];
const DETACH = "iam:DetachRolePolicy";
const RoleName = "rolecall-connection";

const accounts = denyingAccounts([...CURED.map(([, action]) => action), DETACH]);
const accountIn = (way: Way, action: string) =>
  accounts.find((one) => one.way === way && one.action === action)?.accountId as string;

let sandbox: RunningSandbox;
let shell: Shell;
beforeAll(async () => {
  // Seeded roles have the same ids in every sandbox, and the ledger is keyed by ids.
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
    fixes: async () => (await getInstanceRole(ctx, id)).failure?.fixes ?? [],
    async commands() {
      const fixes = await this.fixes();
      return fixes.filter(({ kind }) => kind === "aws_cli").map(({ body }) => body);
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
  await followed(role, accountId);
  await role.retry();
  expect(await role.stored()).toMatchObject({ status: "ACTIVE", failure: null });
});

/** Follows one of the failure's scripts as it says. @returns what was said */
async function followed(role: Awaited<ReturnType<typeof registered>>, accountId: string, which = 0) {
  const fixes = await role.fixes();
  const fix = fixes.filter(({ kind }) => kind === "aws_cli").at(which);
  if (!fix) throw new Error("the failure has no script");
  return follow(shell, { fix, fixes, keys: await adminOf(accountId) });
}

test.concurrent.each(UNDONE)("taking back, %s", { timeout: 300_000 }, async (way) => {
  const accountId = accountIn(way, DETACH);
  const role = await registered(accountId);
  await role.remove();
  expect(await role.stored()).toMatchObject({ status: "FAILED", failure: { reason: "undo_denied" } });
  await followed(role, accountId, -1);
  await role.remove();
  expect(await role.stored()).toBeNull();
});

/** Forms of Deny that are common in SCPs and boundaries; each denies Rolecall. */
const FORMS: [name: string, statement: object][] = [
  ["everything", { Action: "*", Resource: "*" }],
  ["everything, in a list", { Action: ["*"], Resource: ["*"] }],
  ["the whole service", { Action: "iam:*", Resource: "*" }],
  ["a pattern of actions", { Action: "iam:Attach*", Resource: "*" }],
  ["everything but some actions", { NotAction: ["s3:*"], Resource: "*" }],
  ["the action by name", { Action: ["iam:AttachRolePolicy", "iam:DeleteRole"], Resource: "*" }],
  ["roles by the beginning of their names", { Action: "iam:*", Resource: `arn:aws:iam::${FREE}:role/clu*` }],
  ["roles of any account", { Action: "iam:*", Resource: "arn:aws:iam::*:role/*" }],
  ["roles by the end of their names", { Action: "iam:*", Resource: "arn:aws:iam::*:role/*ster" }],
  [
    "profiles by the beginning of their names",
    { Action: "iam:*", Resource: "arn:aws:iam::*:instance-profile/rolecall*" },
  ],
  ["all but one role", { Action: "iam:*", NotResource: `arn:aws:iam::${FREE}:role/other` }],
  ["reads by the beginning of a name", { Action: "iam:Get*", Resource: `arn:aws:iam::${FREE}:role/c*` }],
];

test.each(FORMS)(
  "a Deny of %s is saved unchanged, and its change is one that works",
  { timeout: 300_000 },
  async (_, form) => {
    const keys = await adminOf(FREE);
    const iam = iamAs(keys);
    const guard = { RoleName, PolicyName: "org-guard" };
    const kms = { Sid: "NeverTouchKms", Effect: "Deny", Action: "kms:ScheduleKeyDeletion", Resource: "*" };
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [kms, { Effect: "Deny", ...form }],
    });
    await iam.send(new PutRolePolicyCommand({ ...guard, PolicyDocument }));
    const role = await registered(FREE);
    expect(await role.stored()).toMatchObject({ status: "FAILED" });
    const [command = ""] = await role.commands();
    const said = await shell.paste(command, keys);
    expect(said).toContain("org-guard.json");
    const held = await iam.send(new GetRolePolicyCommand(guard));
    expect(JSON.parse(decodeURIComponent(held.PolicyDocument ?? ""))).toEqual(JSON.parse(PolicyDocument));
    await followed(role, FREE);
    await role.retry();
    expect(await role.stored()).toMatchObject({ status: "ACTIVE", failure: null });
    await role.remove();
    expect(await role.stored()).toBeNull();
    await iam.send(new DeleteRolePolicyCommand(guard));
  },
);

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

test("one that another workspace also uses is left in place", { timeout: 300_000 }, async () => {
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
