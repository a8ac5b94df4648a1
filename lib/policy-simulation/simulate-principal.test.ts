/** The decision rule, with a simulator that answers as AWS's does. */
import { describe, expect, test } from "vitest";
import { AwsError } from "#lib/aws/errors.ts";
import type { SimulatedDecision, Simulation } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { LimitingPolicies } from "./limiting-policies.ts";
import { machineKeys } from "./request-keys.ts";
import { simulatePrincipal } from "./simulate-principal.ts";

const ROLE = { arn: "arn:aws:iam::123456789012:role/cluster", tags: { team: "data" } };
const ACTION = "ssm:GetParameter";

type Answer = Omit<SimulatedDecision, "action">;

const allowed: Answer = { decision: "allowed" };
const byOrganization: Answer = { decision: "explicitDeny", allowedByOrganization: false };
const regionOf = ({ context = {} }: Simulation) => context["aws:RequestedRegion"];

type World = {
  answer: (simulation: Simulation) => Answer;
  regions?: [string, ...string[]];
  policies?: LimitingPolicies;
};

/** Returns the verdict on one action, what is denied in other Regions, and what AWS was asked. */
async function verdictIn({ answer, regions = ["eu-west-1"], policies = { own: [] } }: World) {
  const asked: Simulation[] = [];
  const { verdicts, elsewhere } = await simulatePrincipal(
    async (simulation) => {
      asked.push(simulation);
      return simulation.actions.map((action) => ({ action, ...answer(simulation) }));
    },
    [{ actions: [ACTION], resourceArn: "*" }],
    {
      principal: ROLE,
      regions,
      homeRegion: "us-east-1",
      partitionRegions: ["us-east-1", "eu-west-1"],
      known: () => machineKeys(ROLE),
      readPolicies: async () => policies,
      isLost: ({ decision }) => decision !== "allowed",
    },
  );
  return { verdict: verdicts[0], elsewhere, asked };
}

const text = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const statement = (Effect: string, Condition?: object, Action = "*") => ({
  Effect,
  Action,
  Resource: "*",
  ...(Condition && { Condition }),
});

test("the request has the Region, the role's tags, and what is certain for every machine", async () => {
  const { asked } = await verdictIn({ answer: () => allowed });
  expect(asked.map(({ context }) => context)).toEqual([
    {
      "aws:RequestedRegion": "eu-west-1",
      "aws:PrincipalTag/team": "data",
      "aws:CurrentTime": expect.any(String),
      "aws:SecureTransport": "true",
      "aws:ViaAWSService": "false",
      "aws:PrincipalIsAWSService": "false",
    },
  ]);
});

describe("an organization's denial", () => {
  test("outside the Regions in use is ignored", async () => {
    const { verdict, elsewhere } = await verdictIn({
      regions: ["us-east-1", "eu-west-1"],
      answer: (simulation) => (regionOf(simulation) === "eu-west-1" ? allowed : byOrganization),
    });
    expect(verdict?.outcome).toBe("allowed");
    expect(elsewhere).toEqual([{ region: "us-east-1", actions: [ACTION] }]);
  });

  test("without any other is uncertain", async () => {
    const { verdict, asked } = await verdictIn({
      answer: ({ withoutScps }) => (withoutScps ? allowed : byOrganization),
    });
    expect(verdict?.outcome).toBe("organization");
    expect(asked.map(({ withoutScps }) => withoutScps)).toEqual([undefined, true]);
  });

  test("is uncertain as well where AWS cannot be asked without SCPs", async () => {
    const { verdict } = await verdictIn({
      answer: ({ withoutScps }) => {
        if (!withoutScps) return byOrganization;
        const call = { service: "iam", action: "iam:SimulatePrincipalPolicy" } as const;
        throw new AwsError(call, { code: "ValidationError", message: "", httpStatus: 400 });
      },
    });
    expect(verdict?.outcome).toBe("organization");
  });

  test("beside a boundary that cannot be read is not the cause, and the boundary is not reported as a Deny", async () => {
    const { verdict } = await verdictIn({
      policies: { own: [], boundary: { name: "storage-only" } },
      answer: ({ withoutScps }) => ({
        decision: withoutScps ? "implicitDeny" : "explicitDeny",
        allowedByBoundary: false,
        ...(!withoutScps && { allowedByOrganization: false }),
      }),
    });
    expect(verdict).toMatchObject({ outcome: "denied", causes: [{ by: "boundary", explicit: false }] });
  });
});

describe("a boundary that allows one Region", () => {
  const inside = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
  const answer = (simulation: Simulation): Answer => {
    if (regionOf(simulation) === "eu-west-1") return { decision: "allowed", allowedByBoundary: true };
    const missing = regionOf(simulation) ? {} : { missingContext: ["aws:RequestedRegion"] };
    return { decision: "implicitDeny", allowedByBoundary: false, ...missing };
  };

  test.each([
    ["that can be read", text(statement("Allow", inside))],
    ["that may not be read", undefined],
  ])("%s hangs on the Region", async (_, document) => {
    const boundary = { name: "one-region", ...(document && { document }) };
    const { verdict } = await verdictIn({ regions: ["us-east-1"], policies: { own: [], boundary }, answer });
    expect(verdict).toMatchObject({ outcome: "conditional", keys: ["aws:RequestedRegion"] });
  });

  test("that may not be read is certain where no Region is allowed, though it has a Region condition", async () => {
    const { verdict } = await verdictIn({
      policies: { own: [], boundary: { name: "one-region" } },
      answer: (simulation) => ({
        decision: "implicitDeny",
        allowedByBoundary: false,
        ...(!regionOf(simulation) && { missingContext: ["aws:RequestedRegion"] }),
      }),
    });
    expect(verdict).toMatchObject({ outcome: "denied", causes: [{ by: "boundary", explicit: false }] });
  });

  test("allows machines in that Region", async () => {
    const { verdict } = await verdictIn({ answer });
    expect(verdict?.outcome).toBe("allowed");
  });
});

describe("a Deny in the role's own policy", () => {
  const denied =
    (more: Partial<Answer> = {}) =>
    (): Answer => ({ decision: "explicitDeny", ...more });
  const own = (document: string) => ({ own: [{ name: "guard", document }] });

  test("without MFA, where the key is absent, is certain", async () => {
    const document = text(statement("Deny", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }));
    const { verdict } = await verdictIn({
      answer: denied({ missingContext: ["aws:MultiFactorAuthPresent"] }),
      policies: own(document),
    });
    expect(verdict).toMatchObject({
      outcome: "denied",
      causes: [{ by: "identity", explicit: true, policies: [{ name: "guard" }] }],
    });
  });

  test("outside a VPC depends on the VPC", async () => {
    const document = text(statement("Deny", { StringNotEquals: { "aws:SourceVpc": "vpc-1" } }));
    const { verdict } = await verdictIn({
      answer: denied({ missingContext: ["aws:SourceVpc"] }),
      policies: own(document),
    });
    expect(verdict).toMatchObject({ outcome: "conditional", keys: ["aws:SourceVpc"] });
  });

  test("in a document that may not be read depends on the keys it may have", async () => {
    const policies = { own: [{ name: "guard", arn: "arn:aws:iam::123456789012:policy/guard" }] };
    const { verdict } = await verdictIn({
      answer: denied({ deniedBy: ["guard"], missingContext: ["aws:SourceVpc"] }),
      policies,
    });
    expect(verdict).toMatchObject({ outcome: "conditional", keys: ["aws:SourceVpc"] });
  });

  test("in a document that may not be read is certain where only the MFA key is missing", async () => {
    const policies = { own: [{ name: "guard", arn: "arn:aws:iam::123456789012:policy/guard" }] };
    const { verdict } = await verdictIn({
      answer: denied({ deniedBy: ["guard"], missingContext: ["aws:MultiFactorAuthPresent"] }),
      policies,
    });
    expect(verdict).toMatchObject({ outcome: "denied", causes: [{ by: "identity", explicit: true }] });
  });
});

test("a key missing for another statement does not excuse a missing Allow", async () => {
  const document = text({
    ...statement("Allow", { StringEquals: { "aws:PrincipalTag/project": "x" } }, "s3:GetObject"),
  });
  const { verdict } = await verdictIn({
    answer: () => ({ decision: "implicitDeny", missingContext: ["aws:PrincipalTag/project"] }),
    policies: { own: [{ name: "connection", document }] },
  });
  expect(verdict).toMatchObject({ outcome: "denied", causes: [{ by: "identity", explicit: false }] });
});
