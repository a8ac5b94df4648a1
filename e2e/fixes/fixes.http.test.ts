/**
 * Every fix that somebody in the customer's account can apply: the role is registered over HTTP, the command of its
 * failure is run as shown with the administrator's keys, and Retry makes the role Active.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Choices, composed } from "#lib/failures/fixes/choices.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import { defaultSeed } from "#sandbox/seed/seed.ts";
import { adminOf } from "../support/connection-role.ts";
import { openAwsAccount } from "./aws-account.ts";
import { follow } from "./follow.ts";
import { startOwnStack } from "./own-stack.ts";
import { openShell, type Shell } from "./paste.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

let stop: () => Promise<void>;
let shell: Shell;
const workspaces = new Map<string, Workspace>();

beforeAll(async () => {
  stop = await startOwnStack({ ROLECALL_FRESH_BUDGET_MS: "1500", ROLECALL_THROTTLE_BUDGET_MS: "1000" });
  shell = await openShell();
  for (const slug of ["acme", "globex", "lab"]) workspaces.set(slug, await openWorkspace(slug));
}, 180_000);
afterAll(async () => {
  await shell?.close();
  await stop?.();
}, 60_000);

const { lines } = defaultSeed();
const isTypedWrong = /^(arn_|account_not_connected|partition_mismatch|already_registered)/;

/** Failures without a fix in the customer's own account, by reason or by the account's alias, and why. */
const NOT_CURED_IN_AWS: Record<string, string> = {
  scp_blocks: "only the organization's administrators can change a service control policy",
  aws_throttled: "it passes by itself",
  unexpected: "nobody knows what it is",
};

/** Accounts for which the same holds although AWS's error does not say so. */
const KEPT_OUT: Record<string, string> = {
  "701300000117":
    "a resource control policy keeps Rolecall out, which AWS does not tell from any other cause",
};

const failing = lines.filter(({ expect }) => expect !== "ACTIVE" && !isTypedWrong.test(expect));
const accountOf = (arn: string) => arn.split(":")[4] as string;

describe("a failure is fixed by the command on its page", () => {
  test.concurrent.each(failing)(
    "$expect: $arn",
    { timeout: 300_000 },
    async ({ arn, workspace: slug, expect: reason }) => {
      const workspace = workspaces.get(slug) as Workspace;
      const role = await workspace.register(arn);
      expect(role.failure?.reason).toBe(reason);
      const why = NOT_CURED_IN_AWS[reason] ?? KEPT_OUT[accountOf(arn)];
      const isTheirs = ["you", "role_owner"].includes(role.failure?.actor ?? "");
      if (!isTheirs) {
        expect(why ?? role.failure?.aws?.policyLayer).toBeTruthy();
        return;
      }
      const cured = await cure(workspace, role);
      const ended = cured.failure ? `${cured.failure.reason}: ${cured.failure.detail}` : cured.status;
      if (why) expect(cured.failure?.reason).toBe(reason);
      else expect(ended).toBe("ACTIVE");
    },
  );
});

const ACME = "418295702613";
const NO_UNDO = "701300000182";

describe("a removal is finished by the command on its page", () => {
  test.each<[string, number]>([
    ["by hand", 0],
    ["by letting Rolecall do it", 1],
  ])("what Rolecall may not take back: %s", { timeout: 300_000 }, async (_, choice) => {
    const account = await openAwsAccount(NO_UNDO);
    const before = await account.rolesAndProfiles("cluster");
    const lab = workspaces.get("lab") as Workspace;
    const role = await lab.register(account.roleArn("cluster"));
    expect(role.status).toBe("ACTIVE");
    const refused = await lab.remove(role.id);
    expect(refused?.failure).toMatchObject({ reason: "undo_denied", actor: "you" });
    const command = commandsOf(refused?.failure?.fixes ?? [])[choice];
    await shell.paste(command?.body ?? "", account.admin);
    expect(await lab.remove(role.id)).toBeNull();
    expect(await account.rolesAndProfiles("cluster")).toEqual(before);
  });

  test("machines that still use the profile, in two Regions", { timeout: 300_000 }, async () => {
    const account = await openAwsAccount(ACME);
    const acme = workspaces.get("acme") as Workspace;
    const role = await acme.register(account.roleArn("cluster-reporting"));
    const profileArn = role.instanceProfileArn as string;
    const used = [
      await account.useProfile("us-east-1", "bastion", profileArn),
      await account.useProfile("eu-west-1", "spark-driver", profileArn),
    ];
    const inUse = await acme.refusedRemoval(role.id);
    expect(inUse).toMatchObject({ status: 409, code: "role_in_use" });
    for (const where of used) expect(inUse.detail).toContain(where);
    const [command] = commandsOf(inUse.fixes ?? []);
    const choices = command?.choices as Choices;
    expect(choices.options.map(({ label }) => label)).toEqual(expect.arrayContaining(used));
    await shell.paste(
      composed(choices, () => true),
      account.admin,
    );
    expect(await acme.remove(role.id)).toBeNull();
  });
});

test("Retry sets up a recreated role, with a warning that it is another role", async () => {
  const account = await openAwsAccount(ACME);
  const acme = workspaces.get("acme") as Workspace;
  await account.createRole("made-twice", "lambda.amazonaws.com");
  const first = await acme.register(account.roleArn("made-twice"));
  expect(first.failure?.reason).toBe("trust_no_ec2");
  await account.deleteRole("made-twice");
  await account.createRole("made-twice", "ec2.amazonaws.com");
  const second = await acme.retry(first.id);
  expect(second).toMatchObject({ status: "ACTIVE", warnings: [{ code: "role_recreated" }] });
  expect(second.roleId).not.toBe(first.roleId);
});

/** Applies the failure's fix and registers again. */
async function cure(workspace: Workspace, role: InstanceRoleDetail): Promise<InstanceRoleDetail> {
  const fixes = role.failure?.fixes ?? [];
  const [command] = commandsOf(fixes);
  if (command) await follow(shell, { fix: command, fixes, keys: await adminOf(role.awsAccountId) });
  // The role cannot be used: another one is registered in its place.
  const other = fixes.find(({ kind, body }) => kind === "text" && body.startsWith("arn:"));
  return other ? workspace.register(other.body) : workspace.retry(role.id);
}

type Fixes = NonNullable<InstanceRoleDetail["failure"]>["fixes"];

const commandsOf = (fixes: Fixes) => fixes.filter(({ kind }) => kind === "aws_cli");
