import { expect, test } from "vitest";
import { compile, sql } from "./sql.ts";

test("values become parameters, in the order of the text", () => {
  expect(compile(sql`select * from t where a = ${1} and b = ${"x'; drop table t"}`)).toEqual({
    text: "select * from t where a = $1 and b = $2",
    values: [1, "x'; drop table t"],
  });
});

test("a piece of SQL stands in another, its parameters counted on", () => {
  const mine = sql`workspace_id = ${"w"}`;
  expect(compile(sql`delete from t where ${mine} and id = ${"i"} and ${sql`n > ${3}`}`)).toEqual({
    text: "delete from t where workspace_id = $1 and id = $2 and n > $3",
    values: ["w", "i", 3],
  });
});
