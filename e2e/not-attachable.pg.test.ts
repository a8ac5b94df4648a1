/** An operator's required policies include one that AWS reserves for its own roles. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "./support/connection-role.ts";
import { attempt, connectedTo, heldBy, holds, makeRole, ownSandbox, register } from "./support/engine.ts";

const ACME = "418295702613";
const SPOT = { kind: "aws_managed", name: "AWSEC2SpotServiceRolePolicy", path: "/aws-service-role/" };

let folder: string;
let sandbox: RunningSandbox;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolecall-policies-"));
  const file = join(folder, "required.json");
  const actions = [{ action: "ec2:RunInstances", why: "starts machines" }];
  await writeFile(file, JSON.stringify({ policies: [{ ...SPOT, why: "buys spot machines", actions }] }));
  sandbox = await ownSandbox({ ROLECALL_REQUIRED_POLICIES: file });
  // The account was set up for this set of policies.
  const attach = { Effect: "Allow", Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], Resource: "*" };
  await iamAs(await adminOf(ACME)).send(
    new PutRolePolicyCommand({
      RoleName: "rolecall-connection",
      PolicyName: "attach-spot",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [attach] }),
    }),
  );
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

test("the failure asks the operator to correct it, and nothing is left in AWS", async () => {
  // A new role: seeded ones have the same id in every sandbox, and the tests share one ledger.
  const roleArn = await makeRole(ACME);
  const before = await heldBy(sandbox, ACME);
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, roleArn);
  await attempt(job);
  const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
  expect(failure).toMatchObject({
    reason: "policy_not_attachable",
    actor: "operator",
    step: "attach_policies",
    aws: { action: "iam:AttachRolePolicy", code: "PolicyNotAttachable" },
  });
  expect(failure?.fixes[0]?.body).toContain(
    "arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy",
  );
  expect(await holds(job)).toEqual([]);
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});
