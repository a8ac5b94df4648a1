import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { newestMigration } from "./newest-migration.ts";

test("readiness checks for the newest migration", () => {
  const folders = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(newestMigration).toBe(
    folders
      .map(({ name }) => name)
      .sort()
      .at(-1),
  );
});
