/** An admin accepts a role's finding: from the failed registration to Active and back. */
import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import { attempt, jobOf, ownSandbox, register, unregistered } from "../../../e2e/support/engine.ts";
import { getInstanceRole } from "../get.ts";
import { retryInstanceRole } from "../retry.ts";
import { acceptFinding } from "./accept.ts";
import { takeBackAcceptance } from "./take-back.ts";

const ACME = "418295702613";
const ACCEPTED = { reason: "trust_conditional", because: "Machines have run as it for a year" } as const;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

/** Registers a role that EC2 may assume only with an external ID, which fails. */
async function failed() {
  const { ctx, arn } = await unregistered(sandbox, ACME);
  const trust = async (externalId: string) => {
    const statement = {
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const iam = iamAs(await adminOf(ACME));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: nameInArn(arn), PolicyDocument }));
  };
  await trust("first");
  const job = await register(ctx, arn);
  await attempt(job);
  return { ctx, id: job.instanceRoleId, trust };
}

async function settled(ctx: Ctx, id: string) {
  await attempt(await jobOf(ctx, id));
  return getInstanceRole(ctx, id);
}

test("a role whose finding is accepted becomes Active and says by whom and why, until the policy changes", async () => {
  const { ctx, id, trust } = await failed();
  expect(await acceptFinding(ctx, id, ACCEPTED)).toMatchObject({ status: "REGISTERING" });
  const active = await settled(ctx, id);
  expect(active).toMatchObject({ status: "ACTIVE", warnings: [{ code: "accepted" }] });
  expect(active.warnings[0]?.detail).toContain(`because: ${ACCEPTED.because}.`);

  await trust("second");
  await takeBackAcceptance(ctx, id);
  expect(await settled(ctx, id)).toMatchObject({ status: "FAILED", failure: { reason: ACCEPTED.reason } });
});

test("an acceptance no longer applies after the policy has changed", async () => {
  const { ctx, id, trust } = await failed();
  await acceptFinding(ctx, id, ACCEPTED);
  await trust("second");
  expect(await settled(ctx, id)).toMatchObject({ status: "FAILED", failure: { reason: ACCEPTED.reason } });
  await trust("first");
  await retryInstanceRole(ctx, id);
  expect(await settled(ctx, id)).toMatchObject({ status: "ACTIVE", warnings: [{ code: "accepted" }] });
});

test("accepting a finding and withdrawing it are in the audit log, each with the reason", async () => {
  const { ctx, id } = await failed();
  await acceptFinding(ctx, id, ACCEPTED);
  await settled(ctx, id);
  await takeBackAcceptance(ctx, id);
  const events = await inWorkspace(ctx.workspace.id, (tx) =>
    tx.auditEvent.findMany({
      where: { workspaceId: ctx.workspace.id, targetId: id },
      orderBy: { id: "asc" },
    }),
  );
  expect(events.slice(-2).map(({ action, details }) => [action, details])).toEqual([
    ["instance_role.accept", expect.objectContaining(ACCEPTED)],
    ["instance_role.acceptance_taken_back", expect.objectContaining(ACCEPTED)],
  ]);
});

test("only the reason that a role failed with can be accepted, and only while it is Failed", async () => {
  const { ctx, id } = await failed();
  const other = { ...ACCEPTED, reason: "explicit_deny_blocks" } as const;
  await expect(acceptFinding(ctx, id, other)).rejects.toMatchObject({ code: "not_this_finding" });
  await expect(takeBackAcceptance(ctx, id)).rejects.toMatchObject({ code: "nothing_accepted" });
  await acceptFinding(ctx, id, ACCEPTED);
  await expect(acceptFinding(ctx, id, ACCEPTED)).rejects.toMatchObject({ code: "not_in_this_state" });
});
