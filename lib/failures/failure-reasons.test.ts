import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { mayEc2Assume } from "#lib/iam-policy/trust.ts";
import type { AwsRefusal, Failure, FailureReason, PolicyLayer, Warning } from "./failure.ts";
import {
  describeAccountFailure,
  describeFailure,
  FAILURE_REASONS,
  isAccountReason,
  summariseFailure,
} from "./failure-reasons.ts";
import { FACTS, NODE, SUBJECT } from "./reasons/examples.ts";
import { FailureView } from "./view.ts";
import { describeWarning } from "./warnings.ts";

function failureOf(reason: FailureReason, aws?: AwsRefusal): Failure {
  return { reason, facts: FACTS[reason], step: "connect", ...(aws && { aws }) } as Failure;
}

function refusal(policyLayer: PolicyLayer, more: Partial<AwsRefusal> = {}): AwsRefusal {
  return { action: "iam:AttachRolePolicy", code: "AccessDenied", requestId: "3f2c", policyLayer, ...more };
}

const LAYERS: PolicyLayer[] = [
  "identity",
  "boundary",
  "scp",
  "rcp",
  "session",
  "vpce",
  "resource",
  "trust",
  "unspecified",
];
const EVERY = FAILURE_REASONS.flatMap((reason) => [
  [reason, undefined] as const,
  ...LAYERS.map((layer) => [reason, refusal(layer)] as const),
  ...LAYERS.map((layer) => [reason, refusal(layer, { explicit: true, policyArn: NODE })] as const),
]);

/** Strict: unlike the view's own schema it allows no other members, as OpenAPI says. */
const DOCUMENTED = z.fromJSONSchema(z.toJSONSchema(FailureView) as Parameters<typeof z.fromJSONSchema>[0]);

test("role_not_found asks about a full stop at the end of the name", () => {
  const named = (name: string) => ({ ...SUBJECT, roleArn: { ...SUBJECT.roleArn, name } });
  const ofName = (name: string) => describeFailure(failureOf("role_not_found"), named(name)).detail;
  expect(ofName("reporting.")).toContain("Is it reporting, without the full stop at the end?");
  expect(ofName("reporting")).not.toContain("full stop");
});

describe("every reason, whichever layer refused", () => {
  test.each(EVERY)("%s %j", (reason, aws) => {
    const { title, detail, fixes, actor } = describeFailure(failureOf(reason, aws), SUBJECT);
    expect(title).toMatch(/^[A-Z].{8,60}[^.!]$/);
    expect(detail).toMatch(/^[A-Z\d].*\.$/s);
    // At most three sentences of its own and one about the layer that refused.
    expect(detail.match(/\.(?=\s|$)/g)?.length).toBeLessThanOrEqual(4);
    expect(title + detail).not.toMatch(/undefined|null|NaN|please|oops/);
    expect(JSON.stringify(fixes)).not.toMatch(/undefined|NaN|\[object|: null|please/);
    expect(detail).not.toContain("!");
    for (const fix of fixes) expect(fix.body.trim()).not.toBe("");
    expect(["you", "role_owner", "org_admin", "operator", "nobody"]).toContain(actor);
    if (actor === "nobody") expect(fixes).toEqual([]);
    if (actor === "org_admin") expect(fixes[0]?.kind).toBe("text");
  });

  test.each(FAILURE_REASONS)("%s does not mention the external ID where it is not relevant", (reason) => {
    const { title, detail } = describeFailure(failureOf(reason), SUBJECT);
    if (reason !== "external_id_mismatch") expect(title + detail).not.toContain("rc-0f8c");
  });

  // Reasons that no change in AWS fixes: another ARN, another connection, a console setting, or a retry.
  const NO_COMMAND: FailureReason[] = [
    "role_arn_mismatch",
    "connection_wrong_account",
    "sts_region_disabled",
    "role_recreated",
  ];

  const THEIRS = FAILURE_REASONS.filter((reason) =>
    ["you", "role_owner"].includes(describeFailure(failureOf(reason), SUBJECT).actor),
  );

  test.each(THEIRS.filter((reason) => !NO_COMMAND.includes(reason)))(
    "%s comes with a command, because a customer can fix it in AWS",
    (reason) => {
      const { fixes } = describeFailure(failureOf(reason), SUBJECT);
      const commands = fixes.filter(({ kind }) => kind === "aws_cli");
      expect(commands.length).toBeGreaterThan(0);
      for (const { body } of commands)
        expect(body).toMatch(/^# In AWS account 123456789012 \(production\)\n/);
    },
  );

  test("most reasons can be fixed by a customer", () => expect(THEIRS.length).toBeGreaterThan(15));
});

test.each(EVERY)("%s %j has the documented shape", (reason, aws) => {
  const described = describeFailure(failureOf(reason, aws), SUBJECT);
  expect(DOCUMENTED.safeParse(described).error).toBeUndefined();
});

describe("who has to act", () => {
  test.each<[PolicyLayer, string]>([
    ["identity", "you"],
    ["boundary", "you"],
    ["unspecified", "you"],
    ["scp", "org_admin"],
    ["rcp", "org_admin"],
    ["session", "operator"],
    ["vpce", "operator"],
  ])("when the layer %s refused: %s", (layer, actor) => {
    const described = describeFailure(failureOf("attach_denied", refusal(layer)), SUBJECT);
    expect(described).toMatchObject({ actor, aws: { requestId: "3f2c", policyLayer: layer } });
  });
});

test("a deleted principal does not stay in the proposed trust policy", () => {
  const facts = { ...FACTS.trust_no_ec2, trusts: ["a deleted role (AROAXGONE)"] };
  const { detail } = describeFailure({ ...failureOf("trust_no_ec2"), facts } as Failure, SUBJECT);
  expect(detail).toMatch(
    /Add EC2; whoever was deleted is left out, and everybody else in it stays\. Machines/,
  );
});

test("a failure is described as the API shows it", () => {
  const { fixes, ...described } = describeFailure(failureOf("trust_no_ec2"), SUBJECT);
  expect(described).toEqual({
    reason: "trust_no_ec2",
    title: "EC2 is not allowed to assume this role",
    detail:
      "A role's trust policy says who may use it. That of reporting allows lambda.amazonaws.com, but not EC2 (ec2.amazonaws.com), so no machine can start with the role. Add EC2; everybody who is in it stays. Machines that run as it already work until their credentials end, in six hours at most.",
    actor: "role_owner",
    retryable: true,
    step: "connect",
  });
  expect(fixes.map(({ kind }) => kind)).toEqual(["trust_policy", "aws_cli", "terraform"]);
  expect(
    fixes[0]?.diff?.filter(({ kind }) => kind !== "same").map(({ kind, text }) => [kind, text.trim()]),
  ).toEqual([
    ["removed", '"Service": "lambda.amazonaws.com"'],
    ["added", '"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]'],
  ]);
});

const TRUST_REASONS = [
  "trust_no_ec2",
  "trust_denied",
  "trust_conditional",
  "trust_unreadable",
  "trust_changed",
] as const;

test.each(TRUST_REASONS)(
  "the trust policy of %s does not let EC2 assume the role, and the proposed one does",
  (reason) => {
    const verdictOf = (text: string) => {
      const parsed = parsePolicy(text);
      return parsed.ok ? mayEc2Assume(parsed.document, "aws").verdict : "unreadable";
    };
    expect(verdictOf(FACTS[reason].trustPolicy)).not.toBe("allowed");
    const [fix] = describeFailure(failureOf(reason), SUBJECT).fixes;
    expect(fix?.kind).toBe("trust_policy");
    expect(verdictOf(fix?.body ?? "")).toBe("allowed");
  },
);

test("an account's failure needs no role", () => {
  const { roleArn: _, ...account } = SUBJECT;
  for (const reason of FAILURE_REASONS.filter(isAccountReason)) {
    const described = describeAccountFailure(
      failureOf(reason) as Parameters<typeof describeAccountFailure>[0],
      account,
    );
    expect(described).toEqual(describeFailure(failureOf(reason), SUBJECT));
  }
});

test("where an answer has many causes, the first step tells them apart", () => {
  const { fixes } = describeFailure(failureOf("assume_denied"), SUBJECT);
  expect(fixes.map(({ kind }) => kind)).toEqual(["text", "trust_policy", "aws_cli", "terraform"]);
  expect(fixes[0]?.body).toMatch(/^1\. Is there a role /);
});

test("the message about an unexplained failure says which role it concerns and what AWS answered", () => {
  const [report] = describeFailure(
    failureOf("unexpected", { ...refusal("unspecified"), code: "Surprise" }),
    SUBJECT,
  ).fixes;
  for (const word of ["123456789012", SUBJECT.roleArn.arn, "iam:AttachRolePolicy", "Surprise", "3f2c"]) {
    expect(report?.body).toContain(word);
  }
  expect(report?.body).not.toContain("fault");
});

test("role_not_found asks to check the ARN first", () => {
  const { detail, fixes } = describeFailure(failureOf("role_not_found"), SUBJECT);
  expect(detail).toContain("if it is mistyped, register the right one in its place");
  expect(fixes.map(({ title }) => title)).toEqual(["Check the ARN", "AWS console", "AWS CLI", "Terraform"]);
});

test("without a known platform principal, no trust policy is proposed", () => {
  const subject = { ...SUBJECT, connection: { ...SUBJECT.connection, platformPrincipalArn: null } };
  for (const reason of FAILURE_REASONS.filter(isAccountReason)) {
    const { detail, fixes } = describeFailure(failureOf(reason), subject);
    expect(detail + fixes.map(({ body }) => body).join()).not.toMatch(/unknown|[:=] null/);
    expect(fixes.map(({ kind }) => kind)).not.toContain("trust_policy");
  }
  const { fixes } = describeFailure(failureOf("external_id_not_required"), subject);
  expect(fixes.map(({ kind }) => kind)).toEqual(["text"]);
});

test.each<[FailureReason, string, boolean]>([
  ["trust_no_ec2", "EC2 is not allowed to assume this role", false],
  ["aws_throttled", "AWS asked Rolecall to slow down", true],
  ["propagation_timeout", "AWS does not show the changes yet", true],
])("in the list %s says in half a line: %s", (reason, title, isWaiting) => {
  expect(summariseFailure(failureOf(reason))).toEqual({ title, isWaiting });
});

test.each<Warning>([
  { code: "simulation_unavailable", facts: { why: "denied" } },
  { code: "simulation_unavailable", facts: { why: "denied", aws: refusal("scp", { policyArn: NODE }) } },
  { code: "simulation_unavailable", facts: { why: "not_offered" } },
  { code: "simulation_unavailable", facts: { why: "failed" } },
  { code: "scp_may_block", facts: { actions: ["ssm:GetParameter", "logs:PutLogEvents"] } },
  { code: "denied_in_region", facts: { region: "us-east-1", actions: ["ssm:GetParameter"] } },
  { code: "limits_conditional", facts: { actions: ["ssm:GetParameter"], conditionKeys: ["aws:SourceVpc"] } },
  { code: "role_recreated", facts: { storedRoleId: "AROAX", currentRoleId: "AROAY" } },
  { code: "trust_conditional", facts: { conditionKeys: ["aws:SourceAccount"] } },
  { code: "trust_open_to_everyone", facts: {} },
  { code: "trust_names_deleted_principal", facts: { principals: ["AROAX"] } },
  { code: "profile_holds_other_name", facts: { profileName: "x" } },
  { code: "connection_role_recreated", facts: { storedRoleId: "AROAX", currentRoleId: "AROAY" } },
])("the warning %j has words", (warning) => {
  const { code, detail } = describeWarning(warning);
  expect(code).toBe(warning.code);
  expect(detail).toMatch(/^[A-Z].*\.$/);
  expect(detail).not.toMatch(/undefined|!/);
});
