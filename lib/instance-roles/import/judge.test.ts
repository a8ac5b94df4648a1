import { expect, test } from "vitest";
import { judge, type WorkspaceSnapshot } from "./judge.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { readRow } from "./read-row.ts";
import type { Verdict } from "./verdict.ts";

const ACCOUNT = "123456789012";
const arn = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;

const HERE: WorkspaceSnapshot = {
  accounts: [
    { id: "a1", accountId: ACCOUNT, partition: "aws", status: "CONNECTED" },
    { id: "a2", accountId: "210987654321", partition: "aws", status: "CONNECTED" },
    { id: "a3", accountId: "333333333333", partition: "aws", status: "PENDING" },
    { id: "a4", accountId: "444444444444", partition: "aws-cn", status: "CONNECTED" },
  ],
  roles: [
    { id: "r1", name: "Taken", status: "ACTIVE", nameKey: "taken", roleArn: arn("taken") },
    { id: "r2", name: "Broken", status: "FAILED", nameKey: "broken", roleArn: arn("broken") },
  ],
};

const verdictsOf = (rows: object[], here = HERE): Verdict[] =>
  judge(readJson(JSON.stringify(rows)).rows.map(readRow), here).map(({ verdict }) => verdict);
const ofCsv = (text: string) => judge(readCsv(text).rows.map(readRow), HERE).map(({ verdict }) => verdict);
const short = (verdicts: Verdict[]) => verdicts.map(({ status, errors }) => [status, errors?.[0]?.code]);

test("each row gets its verdict, and a refused one does not affect the others", () => {
  const verdicts = verdictsOf([
    { name: "one", roleArn: arn("one") },
    { name: "two", roleArn: "arn:aws:iam::123456789012:user/two" },
    { name: "", roleArn: arn("three") },
    { name: "four", roleArn: arn("four", "999999999999") },
    { name: "five", roleArn: arn("five", "333333333333") },
    { name: "six", roleArn: arn("six", "444444444444") },
    { name: "seven", roleArn: arn("seven"), color: "red" },
    { name: "eight" },
    { name: "nine", roleArn: arn("nine") },
  ]);
  expect(verdicts.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(short(verdicts)).toEqual([
    ["accepted", undefined],
    ["rejected", "arn_is_user"],
    ["rejected", "too_small"],
    ["rejected", "account_not_connected"],
    ["rejected", "account_not_connected"],
    ["rejected", "partition_mismatch"],
    ["accepted", undefined],
    ["rejected", "invalid_type"],
    ["accepted", undefined],
  ]);
});

test("all problems of a row are reported at once", () => {
  const [verdict] = verdictsOf([{ name: "x".repeat(65), roleArn: "etl" }]);
  expect(verdict?.errors?.map(({ path }) => path)).toEqual(["name", "roleArn"]);
});

test("a role registered already is reported with its id, whatever its name", () => {
  const [verdict] = verdictsOf([{ name: "another name", roleArn: arn("taken") }]);
  expect(verdict).toMatchObject({
    status: "already_registered",
    id: "r1",
    existing: { id: "r1", name: "Taken", status: "ACTIVE" },
    errors: [{ path: "roleArn", code: "already_registered" }],
  });
});

test("a taken name is reported with the role that has it, ignoring case", () => {
  const [verdict] = verdictsOf([{ name: "TAKEN", roleArn: arn("other") }]);
  expect(verdict).toMatchObject({
    status: "rejected",
    existing: { id: "r1", name: "Taken", status: "ACTIVE" },
    errors: [{ path: "name", code: "name_taken" }],
  });
});

test("a failed registration of the same role is reported with what to do", () => {
  const verdicts = verdictsOf([
    { name: "broken", roleArn: arn("broken") },
    { name: "broken", roleArn: arn("mended") },
  ]);
  expect(verdicts.map(({ existing }) => existing?.status)).toEqual(["FAILED", "FAILED"]);
  expect(verdicts.map(({ errors }) => errors?.[0]?.message)).toEqual([
    "This role is in the workspace as Broken, and has failed. The page of that one says what to do.",
    "An instance role named Broken is in the workspace already, and has failed. Delete it first, or choose another name.",
  ]);
});

test("of two rows with one role or one name the first is accepted", () => {
  const verdicts = verdictsOf([
    { name: "one", roleArn: arn("one") },
    { name: "same role", roleArn: ` ${arn("one")} ` },
    { name: "ONE", roleArn: arn("same-name") },
  ]);
  expect(short(verdicts)).toEqual([
    ["accepted", undefined],
    ["already_registered", "already_registered"],
    ["rejected", "name_taken"],
  ]);
  expect(verdicts.map(({ sameAsRow }) => sameAsRow)).toEqual([undefined, 1, 1]);
});

test("a refused row does not make a later row's name or ARN a duplicate", () => {
  const verdicts = verdictsOf([
    { name: "one", roleArn: arn("one", "999999999999") },
    { name: "taken", roleArn: arn("two") },
    { name: "one", roleArn: arn("two") },
  ]);
  expect(verdicts.map(({ status }) => status)).toEqual(["rejected", "rejected", "accepted"]);
});

test("rows without names are named after their role; the second of that name gets its account's number", () => {
  const verdicts = ofCsv(
    `role_arn\n${arn("etl")}\n${arn("etl", "210987654321")}\n${arn("team/taken")}\nnonsense`,
  );
  expect(verdicts.map(({ status, name }) => [status, name])).toEqual([
    ["accepted", "etl"],
    ["accepted", "etl 210987654321"],
    ["accepted", "taken 123456789012"],
    ["rejected", undefined],
  ]);
  expect(verdicts[3]?.errors).toMatchObject([{ path: "roleArn" }]);
});

test("a likely correction of an ARN is offered", () => {
  const [verdict] = verdictsOf([{ name: "etl", roleArn: `the role ${arn("etl")}` }]);
  expect(verdict?.meant).toEqual({ roleArn: arn("etl") });
});

test("an access key is not repeated", () => {
  const verdicts = verdictsOf([{ name: "etl", roleArn: "AKIAIOSFODNN7EXAMPLE" }]);
  expect(short(verdicts)).toEqual([["rejected", "arn_is_access_key"]]);
  expect(JSON.stringify(verdicts)).not.toContain("AKIA");
});

test.each([
  ["in the column of names", "name,role_arn\nAKIAIOSFODNN7EXAMPLE,nonsense"],
  ["a secret", "name,role_arn\netl,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
  ["in a row with a cell too many", "name,role_arn\netl,AKIAIOSFODNN7EXAMPLE,more"],
  ["in a row whose quotes are torn", 'name,role_arn\n"etl,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nmore,x'],
])("a credential is not repeated: %s", (_, csv) => {
  const verdicts = ofCsv(csv);
  expect(verdicts.map(({ status }) => status)).toContain("rejected");
  expect(JSON.stringify(verdicts)).not.toMatch(/AKIA|wJalr|bPxRf/);
});

test.each([
  ["a gap inside", `a${" ".repeat(900_000)}b`],
  ["quotation marks inside", `a${'"'.repeat(900_000)}b`],
  ["quotation marks and brackets in one another", '"<'.repeat(450_000)],
])("a cell as long as the import is refused as too long: %s", (_, roleArn) => {
  const [verdict] = verdictsOf([{ name: "etl", roleArn }]);
  expect(short([verdict as Verdict])).toEqual([["rejected", "too_big"]]);
});

test("and does not repeat a credential in the row", () => {
  const verdicts = verdictsOf([{ name: "etl", roleArn: `AKIAIOSFODNN7EXAMPLE${" ".repeat(900_000)}b` }]);
  expect(verdicts.map(({ status }) => status)).toEqual(["rejected"]);
  expect(JSON.stringify(verdicts)).not.toContain("AKIA");
});

test("lone surrogates and unknown keys of any length are not stored", () => {
  const verdicts = verdictsOf([
    { name: `${"x".repeat(127)}😀`, roleArn: arn("one") },
    { name: "\ud800", roleArn: "\ud800" },
    { name: "etl", roleArn: arn("two"), [`\0${"k".repeat(50_000)}`]: 1 },
  ] as never);
  expect(verdicts.map(({ status }) => status)).toEqual(["rejected", "rejected", "accepted"]);
  expect(JSON.stringify(verdicts).length).toBeLessThan(2_000);
  // JSON.stringify writes a lone surrogate as an escape.
  expect(JSON.stringify(verdicts)).not.toMatch(/\\ud[89a-f]|\\u0000/);
});

test("characters that Postgres cannot store are removed", () => {
  const [verdict] = verdictsOf([{ name: "e\0tl", roleArn: "arn\0" }]);
  expect(JSON.stringify(verdict)).not.toContain("\\u0000");
});
