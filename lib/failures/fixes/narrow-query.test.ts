/** What the scripts make of a Deny: the query is evaluated as the AWS CLI does, and its answer filtered by the shell. */
import { spawnSync } from "node:child_process";
import { search } from "jmespath";
import { describe, expect, test } from "vitest";
import { denies } from "#lib/iam-policy/denies.ts";
import { type Json, type JsonObject, type PolicyJson, readPolicy } from "#lib/iam-policy/parse.ts";
import { type Spared, statementsWithout, WITHOUT_NULLS } from "./narrow-query.ts";

const ATTACH = ["iam:AttachRolePolicy", "iam:DetachRolePolicy"];
const ROLE = "arn:aws:iam::123456789012:role/team/etl";
const OTHER = "arn:aws:iam::123456789012:role/other";
const USER = "arn:aws:iam::123456789012:user/ann";
const IN_CONDITION = { Bool: { "aws:SecureTransport": "false" } };

const deny = (more: JsonObject): JsonObject => ({ Sid: "Guard", Effect: "Deny", ...more });
const document = (...Statement: JsonObject[]): PolicyJson => ({ Version: "2012-10-17", Statement });

function narrowed(before: PolicyJson, spared: Spared): PolicyJson {
  const query = `{Version: Document.Version, Statement: ${statementsWithout("Document", spared)}}`;
  const answer = JSON.stringify(search({ Document: before }, query), null, 4);
  const { stdout } = spawnSync("bash", ["-c", WITHOUT_NULLS], { input: answer, encoding: "utf8" });
  return JSON.parse(stdout) as PolicyJson;
}

const IAM = [...ATTACH, "iam:AttachUserPolicy", "iam:DeleteRole"];
/** Only what there is in AWS: no key is the resource of an action of IAM. */
const ACTS = [
  ...IAM.flatMap((action) => [ROLE, OTHER, USER, "*"].map((resourceArn) => ({ action, resourceArn }))),
  ...[ROLE, OTHER].map((resourceArn) => ({ action: "sts:AssumeRole", resourceArn })),
  { action: "kms:ScheduleKeyDeletion", resourceArn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
];

function deniedActs(json: Json): string[] {
  const parsed = readPolicy(json);
  if (!parsed.ok) throw new Error(parsed.why);
  return ACTS.filter((act) => denies(parsed.document, act)).map(
    ({ action, resourceArn }) => `${action} ${resourceArn}`,
  );
}

const isSpared = (act: string) => ATTACH.some((action) => act === `${action} ${ROLE}`);
const SPARED: Spared = { actions: ATTACH, resources: [ROLE] };

describe("everything else stays denied", () => {
  test.each<[string, JsonObject]>([
    ["everything", { Action: "*", Resource: "*" }],
    ["everything, in a list", { Action: ["*"], Resource: ["*"] }],
    ["the whole service", { Action: "iam:*", Resource: "*" }],
    ["the whole service and more", { Action: ["iam:*", "kms:*"], Resource: "*" }],
    ["the whole service but on one role", { Action: "iam:*", NotResource: OTHER }],
    ["the action", { Action: "iam:AttachRolePolicy", Resource: "*" }],
    ["the actions and others", { Action: [...ATTACH, "iam:DeleteRole"], Resource: "*" }],
    ["the action on two roles", { Action: ATTACH, Resource: [ROLE, OTHER] }],
    ["everything but on one role", { Action: "*", NotResource: [OTHER] }],
    ["some actions but on one role", { Action: ["kms:*", ...ATTACH], NotResource: [OTHER] }],
    ["something else", { Action: "kms:ScheduleKeyDeletion", Resource: "*" }],
    ["other roles", { Action: "iam:*", Resource: OTHER }],
  ])("by a Deny of %s", (_, statement) => {
    const before = document(deny({ ...statement, Condition: IN_CONDITION }));
    const after = narrowed(before, SPARED);
    expect(deniedActs(after)).toEqual(deniedActs(before).filter((act) => !isSpared(act)));
    const statements = after.Statement as JsonObject[];
    expect(statements.length).toBeGreaterThan(0);
    for (const one of statements) expect(one.Condition).toEqual(IN_CONDITION);
    // AWS refuses a policy in which a Sid stands twice.
    expect(statements.filter(({ Sid }) => Sid === "Guard").length).toBeLessThanOrEqual(1);
  });

  test("narrowing once more, for another role, goes on from there", () => {
    const before = document(deny({ Action: "iam:*", Resource: "*" }));
    const once = narrowed(before, SPARED);
    expect(narrowed(once, SPARED)).toEqual(narrowed(narrowed(once, SPARED), SPARED));
    const twice = narrowed(once, { actions: ATTACH, resources: [OTHER] });
    const spared = [ROLE, OTHER].flatMap((arn) => ATTACH.map((action) => `${action} ${arn}`));
    expect(deniedActs(twice)).toEqual(deniedActs(before).filter((act) => !spared.includes(act)));
  });
});

test("a Deny of everything becomes one of everything but these, as it was otherwise", () => {
  const guard = deny({ Action: "*", Resource: "*", Condition: IN_CONDITION });
  const kms = { Sid: "Kms", Effect: "Deny", Action: "kms:ScheduleKeyDeletion", Resource: "*" };
  const { Action: _, ...kept } = guard;
  expect(narrowed(document(guard, kms), { actions: ATTACH }).Statement).toEqual([
    { ...kms, Action: ["kms:ScheduleKeyDeletion"] },
    { ...kept, NotAction: ATTACH },
  ]);
});

// IAM has no "role/*, but not this one".
test("a Deny about all roles spares the actions on all roles, and nothing else", () => {
  const before = document(deny({ Action: "iam:*", Resource: "arn:aws:iam::123456789012:role/*" }));
  const after = deniedActs(narrowed(before, SPARED));
  expect(after).toEqual(deniedActs(before).filter((act) => !ATTACH.includes(act.split(" ")[0] ?? "")));
  expect(after).toContain(`iam:DeleteRole ${ROLE}`);
});

test("a Deny of all actions but some spares these too, on all it is about", () => {
  const before = document(deny({ NotAction: ["s3:*", "iam:DetachRolePolicy"], Resource: "*" }));
  expect(narrowed(before, SPARED).Statement).toEqual([
    deny({ NotAction: ["s3:*", ...ATTACH], Resource: "*" }),
  ]);
});

test("a narrower wildcard is taken out for the role, and goes on denying on everything else", () => {
  const before = document(deny({ Action: ["iam:Attach*", "kms:*"], Resource: "*" }));
  const after = narrowed(before, SPARED);
  const taken = deniedActs(before).filter((act) => !deniedActs(after).includes(act));
  expect(taken).toEqual([`iam:AttachRolePolicy ${ROLE}`, `iam:AttachUserPolicy ${ROLE}`]);
});

test("a statement that allows, and one without a Sid, stay as they are written", () => {
  const allow = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const { Sid: _, ...unnamed } = deny({ Action: ["*"], Resource: "*" });
  const after = narrowed(document(allow, unnamed), { actions: ATTACH });
  expect(after.Statement).toEqual([allow, { Effect: "Deny", NotAction: ATTACH, Resource: "*" }]);
});

test("nothing is left of a Deny of the actions alone", () => {
  expect(narrowed(document(deny({ Action: ATTACH, Resource: ROLE })), SPARED).Statement).toEqual([]);
});
