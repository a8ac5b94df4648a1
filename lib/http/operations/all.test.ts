/**
 * Every route has an operation and every operation a route, because OpenAPI, checks and tests are made from operations.
 */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pathOf } from "../operation.ts";
import { operations } from "./all.ts";

/** The routes of next-auth, and the one that answers 404. */
const OTHERS = ["/api/auth/[...nextauth]", "/api/[...unknown]"];

function routes(): { route: string; operation: string }[] {
  return globSync("app/api/**/route.ts").flatMap((file) => {
    const path = `/${file.replace(/^app\//, "").replace(/\/route\.ts$/, "")}`;
    if (OTHERS.includes(path)) return [];
    const handlers = readFileSync(file, "utf8").matchAll(/^export const ([A-Z]+) = \w+Route\(\s*(\w+)/gm);
    const shown = path.replace(/\[(\w+)\]/g, "{$1}");
    return [...handlers].map(([, method, operation]) => ({
      route: `${method} ${shown}`,
      operation: `${operation}`,
    }));
  });
}

test("every route has an operation, and every operation a route", () => {
  const ofOperations = operations.map((operation) => `${operation.method} ${pathOf(operation)}`);
  expect(ofOperations.toSorted()).toEqual(
    routes()
      .map(({ route }) => route)
      .toSorted(),
  );
});

test("every handler that a route exports is made from an operation", () => {
  for (const file of globSync("app/api/**/route.ts")) {
    if (OTHERS.some((path) => file.includes(path))) continue;
    const exported = [
      ...readFileSync(file, "utf8").matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm),
    ];
    expect(exported.length, file).toBeGreaterThan(0);
    const path = `/${file
      .replace(/^app\//, "")
      .replace(/\/route\.ts$/, "")
      .replace(/\[(\w+)\]/g, "{$1}")}`;
    expect(routes().filter(({ route }) => route.endsWith(` ${path}`)).length, file).toBe(exported.length);
  }
});

test("every route answers 405 to other methods", () => {
  const files = globSync("app/api/**/route.ts").filter((file) => !file.includes("[...nextauth]"));
  const silent = files.filter((file) => {
    return !readFileSync(file, "utf8").includes('\nexport * from "#lib/http/other-methods.ts";\n');
  });
  expect(silent).toEqual([]);
});

test("operations have different names", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
