/** Trust policies as people have them, and whether EC2 may assume their roles. */
import { describe, expect, test } from "vitest";
import type { Partition } from "#lib/aws/partition.ts";
import { type PolicyDocument, parsePolicy } from "./parse.ts";
import { mayEc2Assume } from "./trust.ts";
import cases from "./trust-cases.json" with { type: "json" };
import { trustGrammarErrors } from "./trust-grammar.ts";
import { proposeEc2Trust } from "./trust-proposal.ts";

type Answer = "yes" | "no" | "conditional";
type Case = {
  title: string;
  ec2: Answer;
  policy: string | object;
  orElse?: string;
  partition?: string;
  openToEveryone?: boolean;
};

const CASES = cases as Case[];

function read(policy: string | object): PolicyDocument {
  const parsed = parsePolicy(typeof policy === "string" ? policy : JSON.stringify(policy));
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.document;
}

function answer(policy: string | object, partition = "aws"): Answer {
  const verdict = mayEc2Assume(read(policy), partition as Partition);
  if (verdict.verdict === "allowed") return "yes";
  return verdict.verdict === "conditional" && !verdict.nearCertain ? "conditional" : "no";
}

describe("may EC2 assume the role", () => {
  test("every case is there", () => expect(CASES).toHaveLength(33));

  test.each(CASES)("$title: $ec2", ({ policy, ec2, orElse, partition, openToEveryone }) => {
    expect([ec2, orElse]).toContain(answer(policy, partition));
    const verdict = mayEc2Assume(read(policy), (partition ?? "aws") as Partition);
    const warnings = "warnings" in verdict ? verdict.warnings : undefined;
    expect(warnings?.openToEveryone ?? false).toBe(openToEveryone ?? false);
  });
});

const allow = (Condition?: object, Principal: object | string = { Service: "ec2.amazonaws.com" }) => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...(Condition && { Condition }),
});
const deny = (Condition?: object) => ({ ...allow(Condition, "*"), Effect: "Deny" });
const policyOf = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

describe("conditions of the same kinds", () => {
  test.each<[string, object, Answer]>([
    [
      "a session name of the new length",
      { StringLike: { "sts:RoleSessionName": "i-?????????????????" } },
      "yes",
    ],
    ["any session name", { StringLike: { "sts:RoleSessionName": ["*"] } }, "yes"],
    ["session names of some machines", { StringLike: { "sts:RoleSessionName": "i-0a*" } }, "conditional"],
    [
      "the session name of one machine",
      { StringEquals: { "sts:RoleSessionName": "i-0123456789abcdef0" } },
      "conditional",
    ],
    ["a session name in capitals", { StringLike: { "sts:RoleSessionName": "I-*" } }, "no"],
    ["an instance ID that is too short", { StringEquals: { "sts:RoleSessionName": "i-0123" } }, "no"],
    [
      "an instance ID with a letter that is no digit",
      { StringLike: { "sts:RoleSessionName": "i-0g*" } },
      "no",
    ],
    ["other session names than this", { StringNotEquals: { "sts:RoleSessionName": "admin" } }, "yes"],
    ["other session names than instance IDs", { StringNotLike: { "sts:RoleSessionName": "i-*" } }, "no"],
    [
      "the caller's user name as session name",
      { StringLike: { "sts:RoleSessionName": "${aws:username}" } },
      "no",
    ],
    ["a session name, which there is", { Null: { "sts:RoleSessionName": "false" } }, "yes"],
    [
      "a source account, if there is one, of eleven digits",
      { StringEqualsIfExists: { "aws:SourceAccount": "01234567890" } },
      "conditional",
    ],
    ["any source account, if there is one", { StringLikeIfExists: { "aws:SourceAccount": "*" } }, "yes"],
    [
      "another source account than one of eleven digits",
      { StringNotEquals: { "aws:SourceAccount": "01234567890" } },
      "yes",
    ],
    [
      "a source account by a pattern too long",
      { StringLike: { "aws:SourceAccount": "1234567890123*" } },
      "no",
    ],
    ["a source account by a pattern", { StringLike: { "aws:SourceAccount": "1234*" } }, "conditional"],
    ["a source ARN that is none", { ArnLike: { "aws:SourceArn": "i-0123456789abcdef0" } }, "no"],
    [
      "a source ARN",
      { ArnLike: { "aws:SourceArn": "arn:aws:ec2:*:123456789012:instance/*" } },
      "conditional",
    ],
    [
      "a service, by its name",
      { StringEquals: { "aws:PrincipalServiceName": ["ec2.amazonaws.com"] } },
      "yes",
    ],
    ["another service, by its name", { StringLike: { "aws:PrincipalServiceName": "lambda.*" } }, "no"],
    ["any of the tags it may pass", { "ForAllValues:StringLike": { "aws:TagKeys": ["team"] } }, "yes"],
    ["one of the tags it has to pass", { "ForAnyValue:StringLike": { "aws:TagKeys": ["team"] } }, "no"],
    ["MFA, if there is a word of it", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }, "yes"],
    ["MFA a short time ago", { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, "no"],
    ["no word of MFA", { Null: { "aws:MultiFactorAuthAge": "true" } }, "yes"],
    ["not through another service", { Bool: { "aws:ViaAWSService": "false" } }, "yes"],
  ])("an Allow under %s", (_, condition, expected) => {
    expect(answer(policyOf(allow(condition)))).toBe(expected);
  });

  test.each<[string, object, Answer]>([
    [
      "without MFA, if there is a word of it",
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      "no",
    ],
    ["with no word of MFA", { Null: { "aws:MultiFactorAuthAge": "true" } }, "no"],
    [
      "under other session names than instance IDs",
      { StringNotLike: { "sts:RoleSessionName": "i-*" } },
      "yes",
    ],
    ["under session names of machines", { StringLike: { "sts:RoleSessionName": "i-*" } }, "no"],
    ["outside a network", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "conditional"],
  ])("a Deny of callers %s", (_, condition, expected) => {
    expect(answer(policyOf(allow(), deny(condition)))).toBe(expected);
  });

  test.each<[string, object, boolean]>([
    ["a session name, which callers choose", { StringLike: { "sts:RoleSessionName": "i-*" } }, true],
    ["no external ID", { Null: { "sts:ExternalId": "true" } }, true],
    ["an organization", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-example" } }, false],
    ["EC2's name", { StringEquals: { "aws:PrincipalServiceName": "ec2.amazonaws.com" } }, false],
  ])("an Allow of everybody under %s is open to the world: %j %s", (_, condition, open) => {
    const verdict = mayEc2Assume(read(policyOf(allow(condition, "*"))), "aws");
    expect(verdict).toMatchObject({ verdict: "allowed", warnings: { openToEveryone: open } });
  });

  test.each<[string, string, Answer]>([
    ["ec2.c2s.ic.gov", "aws-iso", "yes"],
    ["ec2.c2s.ic.gov", "aws", "no"],
    ["ec2.c2s.ic.gov", "aws-iso-b", "no"],
    ["ec2.sc2s.sgov.gov", "aws-iso-b", "yes"],
    ["ec2.amazonaws.com", "aws-iso", "yes"],
    ["ec2.amazonaws.com", "aws-iso-f", "yes"],
    ["ec2.amazonaws.com.cn", "aws-cn", "yes"],
    ["ec2.amazonaws.com.cn", "aws-us-gov", "no"],
  ])("%s in %s: %s", (Service, partition, expected) => {
    expect(answer(policyOf(allow(undefined, { Service })), partition)).toBe(expected);
  });
});

describe("ways in which a document arrives", () => {
  const spaced = JSON.stringify(policyOf({ ...allow(), Sid: "" }), null, 2);
  test.each([
    ["encoded like a form", encodeURIComponent(spaced).replaceAll("%20", "+")],
    ["with a byte order mark", `\uFEFF${spaced}`],
    ["with an encoded byte order mark", encodeURIComponent(`\uFEFF${spaced}`)],
    ["with an encoded line break in front", encodeURIComponent(`\n${spaced}`)],
    [
      "in lower-case percent encoding",
      encodeURIComponent(spaced).replace(/%[0-9A-F]{2}/g, (c) => c.toLowerCase()),
    ],
  ])("%s", (_, text) => expect(answer(text)).toBe("yes"));

  test("a plus sign in a name stays one", () => {
    const named = allow(undefined, { AWS: "arn:aws:iam::123456789012:role/a+b" });
    for (const text of [encodeURIComponent, encodeURI].map((encode) =>
      encode(JSON.stringify(policyOf(named))),
    )) {
      expect(read(text).statements[0]?.principals?.byKind.AWS).toEqual([
        "arn:aws:iam::123456789012:role/a+b",
      ]);
    }
  });
});

describe("what is proposed for those that keep EC2 out", () => {
  const refused = CASES.filter(({ policy, partition }) => answer(policy, partition) === "no");

  test.each(refused)("$title: IAM takes it, and EC2 is in or may be", ({ policy, partition }) => {
    const { after, size, quota } = proposeEc2Trust(read(policy), (partition ?? "aws") as Partition);
    const errors = trustGrammarErrors(JSON.stringify(after, null, 2));
    // The one that is nearly full cannot take EC2 in, and says so.
    expect(errors).toEqual(size > quota ? ["is longer than 2,048 characters"] : []);
    expect(answer(after, partition)).not.toBe("no");
    if (size > quota) expect(size).toBeGreaterThan(2048);
  });

  test("only the one that is nearly full does not fit", () => {
    const tooLong = refused.filter(({ policy }) => proposeEc2Trust(read(policy), "aws").size > 2048);
    expect(tooLong.map(({ title }) => title)).toEqual(["four EKS clusters, nearly full"]);
  });
});
