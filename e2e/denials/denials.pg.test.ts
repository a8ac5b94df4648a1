/**
 * Every kind of policy that can deny, for every action of Rolecall: the failure names the layer, whether the deny is
 * explicit, the policy where AWS names it, and who can change it.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import type { InstanceRoleDetail } from "#lib/instance-roles/view.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { attempt, connectedTo, ownSandbox, register, remove, stored } from "../support/engine.ts";
import { type DenyingAccount, denyingAccounts, FREE, seedOf, WAYS } from "./accounts.ts";

/** The reason that each denied action leads to; `null`: Active, with a warning. */
const ACTIONS = {
  "iam:GetRole": "role_read_denied",
  "iam:ListAttachedRolePolicies": "role_read_denied",
  "iam:AttachRolePolicy": "attach_denied",
  "iam:CreateInstanceProfile": "profile_denied",
  "iam:AddRoleToInstanceProfile": "profile_denied",
  "iam:PassRole": "pass_role_denied",
  "iam:SimulatePrincipalPolicy": null,
  // Reported when the registration is removed.
  "iam:DetachRolePolicy": "undo_denied",
} as const;
type Action = keyof typeof ACTIONS;

const ACTORS = { identity: "you", boundary: "you", scp: "org_admin" } as const;
const accounts = denyingAccounts(Object.keys(ACTIONS));

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({}, seedOf(accounts));
});
afterAll(() => sandbox.close());

const arnIn = (accountId: string) => `arn:aws:iam::${accountId}:role/cluster`;

/** Registers a role, and removes it where the denied action belongs to removing. */
async function outcome({ accountId, action }: Pick<DenyingAccount, "accountId" | "action">) {
  const ctx = await connectedTo(sandbox, accountId);
  const job = await register(ctx, arnIn(accountId));
  await attempt(job);
  if (action === "iam:DetachRolePolicy") await attempt(await remove(ctx, job.instanceRoleId));
  const row = await stored(job);
  const shown = await getInstanceRole(ctx, job.instanceRoleId);
  return {
    failure: row?.failure as Failure | null,
    warnings: row?.warnings as Warning[],
    shown: shown as InstanceRoleDetail,
  };
}

describe("a policy of the account or its organization", () => {
  test.concurrent.each(accounts)("$way: $action", async (account) => {
    const { layer, explicit, ...way } = WAYS[account.way];
    const { failure, warnings, shown } = await outcome(account);
    const reason = ACTIONS[account.action as Action];
    const [warned] = warnings.filter((warning) => warning.code === "simulation_unavailable");
    const aws = reason ? failure?.aws : warned?.facts.aws;
    expect(failure?.reason ?? null).toBe(reason);
    expect(aws).toMatchObject({ action: account.action, policyLayer: layer, explicit });
    if ("names" in way) expect(aws?.policyArn).toMatch(way.names);
    else expect(aws?.policyArn).toBeUndefined();
    const words = reason ? shown.failure?.detail : shown.warnings.map(({ detail }) => detail).join();
    expect(words).toContain(WORDS[layer]);
    if (aws?.policyArn) expect(words).toContain(aws.policyArn);
    if (reason) expect(shown.failure?.actor).toBe(ACTORS[layer]);
  });

  const WORDS = {
    identity: "the connection role",
    boundary: "permissions boundary of the connection role",
    scp: "service control policy of your AWS organization",
  } as const;
});

const USER =
  "User: arn:aws:sts::702000000001:assumed-role/rolecall-connection/x is not authorized to perform: ";
const PLATFORM = "User: arn:aws:iam::999988887777:user/rolecall/control-plane is not authorized to perform: ";
const RCP = "arn:aws:organizations::600142857193:policy/o-9kd83hsw2q/resource_control_policy/p-1";

/** Layers the sandbox cannot produce: AWS's own texts (docs/aws-facts.md, Denials), for the actions concerned. */
const SAID: [layer: string, action: string, text: string, actor: string, policyArn?: string][] = [
  [
    "session",
    "GetRole",
    `${USER}iam:GetRole on resource: role cluster because no session policy allows the iam:GetRole action`,
    "operator",
  ],
  [
    "session",
    "AttachRolePolicy",
    `${USER}iam:AttachRolePolicy on resource: role cluster with an explicit deny in a sessions policy`,
    "operator",
  ],
  [
    "session",
    "CreateInstanceProfile",
    `${USER}iam:CreateInstanceProfile on resource: arn:aws:iam::702000000001:instance-profile/rolecall/cluster because no session policy allows the iam:CreateInstanceProfile action`,
    "operator",
  ],
  [
    "vpce",
    "AttachRolePolicy",
    `${USER}iam:AttachRolePolicy on resource: role cluster because no VPC endpoint policy allows the iam:AttachRolePolicy action`,
    "operator",
  ],
  [
    "rcp",
    "AttachRolePolicy",
    `${USER}iam:AttachRolePolicy on resource: role cluster with an explicit deny in a resource control policy: ${RCP}`,
    "org_admin",
    RCP,
  ],
  ["unspecified", "AttachRolePolicy", `${USER}iam:AttachRolePolicy on resource: role cluster`, "you"],
  [
    "identity",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE because no identity-based policy allows the sts:AssumeRole action`,
    "operator",
  ],
  [
    "boundary",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE because no permissions boundary allows the sts:AssumeRole action`,
    "operator",
  ],
  [
    "session",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE because no session policy allows the sts:AssumeRole action`,
    "operator",
  ],
  [
    "scp",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE with an explicit deny in a service control policy`,
    "operator",
  ],
  [
    "rcp",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE with an explicit deny in a resource control policy: ${RCP}`,
    "org_admin",
    RCP,
  ],
  [
    "trust",
    "AssumeRole",
    `${PLATFORM}sts:AssumeRole on resource: ROLE because no role trust policy allows the sts:AssumeRole action`,
    "you",
  ],
  ["unspecified", "AssumeRole", `${PLATFORM}sts:AssumeRole on resource: ROLE`, "you"],
];

const REASONS: Record<string, string> = {
  GetRole: "role_read_denied",
  AttachRolePolicy: "attach_denied",
  CreateInstanceProfile: "profile_denied",
  AssumeRole: "assume_denied",
};

describe("in AWS's words", () => {
  test.each(SAID)("%s: %s", async (layer, action, message, actor, policyArn) => {
    const denied = { action, accountId: FREE, code: "AccessDenied", status: 403, message };
    sandbox.faults.set({ errors: [denied] });
    const { failure, shown } = await outcome({ accountId: FREE, action });
    sandbox.faults.reset();
    expect(failure?.reason).toBe(REASONS[action]);
    expect(failure?.aws?.policyLayer).toBe(layer);
    expect(failure?.aws?.policyArn).toBe(policyArn);
    expect(shown.failure?.actor).toBe(actor);
    if (policyArn) expect(shown.failure?.detail).toContain(policyArn);
  });
});
