import { expect, test } from "vitest";
import { roleDocuments } from "./documents.ts";
import { findingsOf } from "./findings.ts";
import { type RoleDesignInput as Input, RoleDesignInput } from "./schema.ts";

async function codesOf(input: Partial<Input>): Promise<string[]> {
  const design = RoleDesignInput.parse({ roleName: "etl", trustedBy: [{ kind: "ec2" }], ...input });
  return (await findingsOf(design, roleDocuments(design, null))).map(({ code }) => code);
}
const statement = (Action: string | string[], Resource: string | string[], rest = {}) => ({
  statements: [{ Effect: "Allow" as const, Action, Resource, ...rest }],
});

test("the builder's own statements have no findings", async () => {
  const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/0f0e";
  const buckets = [{ name: "raw", prefix: "in", access: "read_write" as const, kmsKeyArn }, { name: "out" }];
  expect(await codesOf({ buckets })).toEqual([]);
});

test.each([
  ["s3:GetObjects", "arn:aws:s3:::raw/*", ["unknown_action"]],
  ["s3:HeadBucket", "arn:aws:s3:::raw", ["unknown_action"]],
  ["s4:GetObject", "arn:aws:s3:::raw/*", ["unknown_service"]],
  ["GetObject", "arn:aws:s3:::raw/*", ["not_an_action"]],
  ["s3:ListBucket", "arn:aws:s3:::raw/*", ["fits_no_resource"]],
  ["s3:GetObject", "arn:aws:s3:::raw", ["fits_no_resource"]],
  ["s3:*Object", "arn:aws:s3:::raw", ["fits_no_resource"]],
  ["s3:Nothing*", "arn:aws:s3:::raw", ["unknown_action"]],
  ["s3:GetObject", "*", ["all_resources"]],
  ["s3:ListAllMyBuckets", "*", []],
  ["*", "*", ["all_actions"]],
  ["iam:PassRole", "*", ["all_resources", "pass_any_role", "pass_to_any_service"]],
  ["s3:GetObject", "arn:aws:s3:::raw/*", []],
])("an extra statement of %s on %s: %j", async (action, resource, codes) => {
  expect(await codesOf(statement(action, resource))).toEqual(codes);
});

test("passing one role to a named service is no finding", async () => {
  const Condition = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
  expect(
    await codesOf(statement("iam:PassRole", "arn:aws:iam::123456789012:role/node", { Condition })),
  ).toEqual([]);
});

test("an API call's name that is no action is answered with the action that allows it", async () => {
  const design = RoleDesignInput.parse({
    roleName: "etl",
    trustedBy: [{ kind: "ec2" }],
    ...statement("s3:ListObjectsV2", "arn:aws:s3:::raw"),
  });
  const [found] = await findingsOf(design, roleDocuments(design, null));
  expect(found?.message).toContain("s3:ListBucket");
});

test("what IAM would refuse is an error: size, characters beyond Latin-1, a repeated Sid", async () => {
  const long = Array.from({ length: 200 }, (_, at) => `arn:aws:s3:::bucket-of-a-rather-long-name-${at}/*`);
  expect(await codesOf(statement("s3:GetObject", long))).toContain("too_large");
  const quoted = { Condition: { StringEquals: { "aws:PrincipalTag/team": "“data”" } } };
  expect(await codesOf(statement("s3:GetObject", "arn:aws:s3:::raw/*", quoted))).toEqual(["not_latin"]);
  const twice = {
    Sid: "Mine",
    Effect: "Allow" as const,
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::raw/*",
  };
  expect(await codesOf({ statements: [twice, twice] })).toEqual(["duplicate_sid"]);
});

test("a foreign principal without an external ID is warned of the confused deputy; our own account's is not", async () => {
  const arn = "arn:aws:iam::210987654321:role/loader";
  expect(await codesOf({ trustedBy: [{ kind: "principal", arn }] })).toEqual(["no_external_id"]);
  expect(await codesOf({ accountId: "210987654321", trustedBy: [{ kind: "principal", arn }] })).toEqual([]);
});

test("session length has no effect on services", async () => {
  expect(await codesOf({ maxSessionSeconds: 7_200 })).toEqual(["session_length_unused"]);
});

test("that the role's account pays for a bucket's requests, and that each has to say so, is told", async () => {
  expect(await codesOf({ buckets: [{ name: "raw", requesterPays: true }] })).toEqual(["requester_pays"]);
});
