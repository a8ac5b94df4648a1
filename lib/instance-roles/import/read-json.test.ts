import { expect, test } from "vitest";
import { readJson } from "./read-json.ts";

const row = { name: "etl", roleArn: "arn:aws:iam::123456789012:role/etl" };

test("rows are read from `rows` or from a bare list", () => {
  const expected = [{ row: 1, body: row }];
  expect(readJson(JSON.stringify({ rows: [row] })).rows).toEqual(expected);
  expect(readJson(JSON.stringify([row])).rows).toEqual(expected);
});

test("a preview can be asked for in the body", () => {
  expect(readJson(JSON.stringify({ rows: [row], preview: true })).preview).toBe(true);
  expect(readJson(JSON.stringify({ rows: [row] })).preview).toBe(false);
});

test("role_arn and null values in exports of other tools are understood", () => {
  const text = JSON.stringify([{ name: "etl", role_arn: row.roleArn, description: null }]);
  expect(readJson(text).rows[0]?.body).toEqual(row);
});

test("an element that is no object is reported by its number, and the others are read", () => {
  const { rows } = readJson(JSON.stringify([row, "etl", null, [row], row]));
  expect(rows.map(({ problem }) => problem?.code)).toEqual([
    undefined,
    "not_an_object",
    "not_an_object",
    "not_an_object",
    undefined,
  ]);
});

test.each([
  ["{", "malformed_json"],
  ["", "malformed_json"],
  ["{}", "invalid"],
  ['{"rows":{}}', "invalid"],
  ["[]", "invalid"],
  ["null", "invalid"],
  ["{}{}", "malformed_json"],
])("%j is refused: %s", (text, code) => {
  expect(() => readJson(text)).toThrow(expect.objectContaining({ code }));
});

test("ten thousand rows are accepted, one more is not", () => {
  const rows = (count: number) => JSON.stringify(Array.from({ length: count }, () => row));
  expect(readJson(rows(10_000)).rows).toHaveLength(10_000);
  expect(() => readJson(rows(10_001))).toThrow(expect.objectContaining({ code: "payload_too_large" }));
});
