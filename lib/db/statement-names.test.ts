import { expect, test } from "vitest";
import { statementName } from "./statement-names.ts";

test("the same SQL has one name, other SQL another, within Postgres's 63 bytes", () => {
  const name = statementName({ sql: "select 1" });
  expect(statementName({ sql: "select 1" })).toBe(name);
  expect(statementName({ sql: "select 2" })).not.toBe(name);
  expect(name.length).toBeLessThan(63);
});

test("there is an end to them: what is said in ever new ways is not prepared", () => {
  for (let each = 0; each < 1000; each++) statementName({ sql: `select ${each} as each` });
  expect(statementName({ sql: "select 'one more'" })).toBe("");
  expect(statementName({ sql: "select 1" })).not.toBe("");
});
