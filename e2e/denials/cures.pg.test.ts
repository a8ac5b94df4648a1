/** Each way in which an account can deny is cured by the command the page shows, run as its administrator. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { openShell, type Shell } from "../fixes/paste.ts";
import { adminOf } from "../support/connection-role.ts";
import { attempt, connectedTo, jobOf, ownSandbox, register, remove, stored } from "../support/engine.ts";
import { denyingAccounts, seedOf, type Way } from "./accounts.ts";

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
  sandbox = await ownSandbox({}, seedOf(accounts));
  shell = await openShell();
});
afterAll(async () => {
  await shell.close();
  await sandbox.close();
});

async function registered(accountId: string) {
  const ctx = await connectedTo(sandbox, accountId);
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
