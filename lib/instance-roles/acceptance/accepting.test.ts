import { expect, test } from "vitest";
import type { AcceptableFailure, Acceptance } from "#lib/failures/acceptance.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { describeWarning } from "#lib/failures/warnings.ts";
import { accepting } from "./accepting.ts";
import { fingerprintOf } from "./fingerprint.ts";

const trust = (...principals: string[]) =>
  JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com", AWS: principals },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "x" } },
      },
    ],
  });
const conditional = (trustPolicy: string): AcceptableFailure => ({
  reason: "trust_conditional",
  facts: { trustPolicy, statements: [0], conditionKeys: ["sts:ExternalId"] },
  step: "check_trust",
});
const FOUND = conditional(trust("111122223333", "444455556666"));
const acceptance = (failure: AcceptableFailure): Acceptance => ({
  reason: failure.reason,
  because: "Machines have run as it for a year.",
  by: "Ada",
  since: "2026-11-30T12:00:00.000Z",
  fingerprint: fingerprintOf(failure),
});

test("an accepted finding becomes a warning that says who accepted it, when and why", () => {
  const { problems, warnings } = accepting({ problems: [FOUND], warnings: [] }, acceptance(FOUND));
  expect(problems).toEqual([]);
  expect(warnings.map((one) => describeWarning(one).detail)).toEqual([
    "EC2 does not meet the trust policy's conditions. Accepted by Ada on 2026-11-30, because: Machines have run as it for a year. It is asked again once what it rests on changes.",
  ]);
});

test("the same policy with its principals in another order is still accepted", () => {
  const shuffled = conditional(trust("444455556666", "111122223333"));
  expect(accepting({ problems: [shuffled], warnings: [] }, acceptance(FOUND)).problems).toEqual([]);
});

test("the order of keys in stored JSON changes nothing", () => {
  const { trustPolicy, statements, conditionKeys } = FOUND.facts as Failure<"trust_conditional">["facts"];
  const stored = { ...FOUND, facts: { conditionKeys, statements, trustPolicy } } as AcceptableFailure;
  expect(fingerprintOf(stored)).toBe(fingerprintOf(FOUND));
});

test("a changed policy is not accepted any more", () => {
  const changed = conditional(trust("111122223333"));
  expect(accepting({ problems: [changed], warnings: [] }, acceptance(FOUND)).problems).toEqual([changed]);
});

const boundary = (actions: string[], boundaryDocument?: string): Failure<"permissions_boundary_blocks"> => ({
  reason: "permissions_boundary_blocks",
  facts: { actions, policies: [], boundaryArn: "arn:aws:iam::123456789012:policy/edge", boundaryDocument },
  step: "verify",
});

test("a boundary that denies one more action, or whose text changed, is not accepted any more", () => {
  const found = boundary(["logs:PutLogEvents"], '{"Statement":[]}');
  const others: Failure[] = [
    boundary(["logs:PutLogEvents", "ec2:DescribeTags"], '{"Statement":[]}'),
    boundary(["logs:PutLogEvents"], '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'),
  ];
  const { problems } = accepting({ problems: [found, ...others], warnings: [] }, acceptance(found));
  expect(problems).toEqual(others);
});

test("an acceptance covers no other reason, and no reason that cannot be accepted", () => {
  const others: Failure[] = [
    { reason: "trust_no_ec2", facts: { trustPolicy: "{}", trusts: [] }, step: "check_trust" },
    { reason: "trust_denied", facts: { trustPolicy: "{}", statements: [0] }, step: "check_trust" },
  ];
  expect(accepting({ problems: others, warnings: [] }, acceptance(FOUND)).problems).toEqual(others);
  expect(accepting({ problems: others, warnings: [] }, null).problems).toEqual(others);
});
