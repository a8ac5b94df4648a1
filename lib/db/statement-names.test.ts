import { expect, test } from "vitest";
import { statementName } from "./statement-names.ts";

test("equal SQL has equal names and other SQL other names, within Postgres's 63 bytes", () => {
  const name = statementName({ sql: "select 1" });
  expect(statementName({ sql: "select 1" })).toBe(name);
  expect(statementName({ sql: "select 2" })).not.toBe(name);
  expect(name.length).toBeLessThan(63);
});

test("the number of names is limited, and further statements are not prepared", () => {
  for (let each = 0; each < 1000; each++) statementName({ sql: `select ${each} as each` });
  expect(statementName({ sql: "select 'one more'" })).toBe("");
  expect(statementName({ sql: "select 1" })).not.toBe("");
});
