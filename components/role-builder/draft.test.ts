import { expect, test } from "vitest";
import { firstDraft, inputOf, newBucket } from "./draft.ts";

const ACCOUNTS = [{ key: "a", accountId: "123456789012", partition: "aws", label: "Production" }];

test("empty rows are left out, and the others keep their row numbers", () => {
  const draft = {
    ...firstDraft("a"),
    roleName: "etl",
    buckets: [newBucket(), { ...newBucket(), name: "raw" }],
  };
  expect(inputOf(draft, ACCOUNTS)).toMatchObject({
    bucketAt: [1],
    input: { accountId: "123456789012", buckets: [{ name: "raw" }], trustedBy: [{ kind: "ec2" }] },
  });
});

test.each([
  ['{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}', 1],
  ['[{"Effect":"Allow"},{"Effect":"Deny"}]', 2],
  ['{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}', 1],
  ["  ", 0],
])("extra statements are read from %s", (statements, count) => {
  const parsed = inputOf({ ...firstDraft("a"), statements }, ACCOUNTS);
  expect("input" in parsed && parsed.input.statements).toHaveLength(count);
});

test("text that is not JSON is reported", () => {
  expect(inputOf({ ...firstDraft("a"), statements: "{" }, ACCOUNTS)).toHaveProperty("statementsError");
});
