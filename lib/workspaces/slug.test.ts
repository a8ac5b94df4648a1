import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { isSlug, maySlugBeTaken } from "./slug.ts";

test.each(["acme", "a", "9lives", "acme-eu-1", "iconic", "a".repeat(63)])("%s names a workspace", (slug) => {
  expect(maySlugBeTaken(slug)).toBe(true);
});

test.each(["", "acme-", "-acme", "Acme", "ac.me", "ac_me", "_next", "a".repeat(64)])(
  "%j is no slug",
  (slug) => {
    expect(isSlug(slug)).toBe(false);
    expect(maySlugBeTaken(slug)).toBe(false);
  },
);

test("no workspace may have the name of a route", () => {
  const folders = readdirSync("app", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const routes = folders.map(({ name }) => name).filter((name) => !name.startsWith("["));
  expect(routes).toContain("signin");
  expect(routes.filter(maySlugBeTaken)).toEqual([]);
});
