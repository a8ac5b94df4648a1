import {
  type ContextEntry,
  type EvaluationResult,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { allowing } from "../support/endpoint.ts";
import { aSandbox } from "../support/sandbox.ts";
import { aRole } from "../support/things.ts";

const sandbox = aSandbox();

/** An SCP without conditions denies what machines need. */
const SCP_NODES = "701300000026";
/** An SCP denies everything outside us-east-1 and eu-central-1. */
const REGION_LOCK = "701300000216";

/** Simulates for a role whose own policies allow everything. */
async function simulated(
  accountId: string,
  input: Omit<SimulatePrincipalPolicyCommandInput, "PolicySourceArn">,
): Promise<EvaluationResult | undefined> {
  const iam = sandbox.iam(sandbox.admin(accountId));
  const { name: RoleName, arn } = await aRole(iam);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing("*") }));
  const call = new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ...input });
  return (await iam.send(call)).EvaluationResults?.[0];
}

const within = (region: string): ContextEntry[] => [
  { ContextKeyName: "aws:RequestedRegion", ContextKeyValues: [region], ContextKeyType: "string" },
];

test("an SCP's denial is an explicit deny without a statement", async () => {
  const result = await simulated(SCP_NODES, { ActionNames: ["ssm:UpdateInstanceInformation"] });
  expect(result).toMatchObject({
    EvalDecision: "explicitDeny",
    MatchedStatements: [],
    OrganizationsDecisionDetail: { AllowedByOrganizations: false },
  });
  expect(result).not.toHaveProperty("PermissionsBoundaryDecisionDetail");
});

test("an action that no SCP denies is allowed by the organization", async () => {
  const result = await simulated(SCP_NODES, { ActionNames: ["s3:ListBucket"] });
  expect(result).toMatchObject({
    EvalDecision: "allowed",
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
  });
});

test("without a Region in the request, a Region lock denies, and its key is not reported as missing", async () => {
  expect(await simulated(REGION_LOCK, { ActionNames: ["ssm:UpdateInstanceInformation"] })).toMatchObject({
    EvalDecision: "explicitDeny",
    MissingContextValues: [],
    OrganizationsDecisionDetail: { AllowedByOrganizations: false },
  });
});

test("a Region lock is evaluated against the Region given", async () => {
  const ActionNames = ["ssm:UpdateInstanceInformation"];
  const inside = await simulated(REGION_LOCK, { ActionNames, ContextEntries: within("eu-central-1") });
  expect(inside?.EvalDecision).toBe("allowed");
  const outside = await simulated(REGION_LOCK, { ActionNames, ContextEntries: within("us-west-2") });
  expect(outside?.EvalDecision).toBe("explicitDeny");
});

test("with SCPs excluded the other layers decide, and nothing is reported about the organization", async () => {
  const result = await simulated(SCP_NODES, {
    ActionNames: ["ssm:UpdateInstanceInformation"],
    PolicyExclusionList: [{ PolicyType: "scp" }],
  });
  expect(result?.EvalDecision).toBe("allowed");
  expect(result).not.toHaveProperty("OrganizationsDecisionDetail");
});

test("the organization's decision is reported for the action, not for each resource", async () => {
  const result = await simulated(SCP_NODES, {
    ActionNames: ["s3:ListBucket"],
    ResourceArns: ["arn:aws:s3:::one", "arn:aws:s3:::two"],
  });
  expect(result?.OrganizationsDecisionDetail?.AllowedByOrganizations).toBe(true);
  expect(result?.ResourceSpecificResults).toHaveLength(2);
  for (const one of result?.ResourceSpecificResults ?? []) {
    expect(one).not.toHaveProperty("OrganizationsDecisionDetail");
  }
});
