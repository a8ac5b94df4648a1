import { defineConfig } from "vitest/config";

const elsewhere = ["**/node_modules/**", "**/.next/**", "**/.data/**", "generated/**"];

/** Three kinds of tests, by what they need: nothing; a Postgres and the sandbox; the whole stack over HTTP. */
export default defineConfig({
  test: {
    alias: { "server-only": new URL("./e2e/support/server-only.ts", import.meta.url).pathname },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          // They leave nothing behind; a process for each takes longer than what they do.
          isolate: false,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, "**/*.pg.test.ts", "**/*.http.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: ["**/*.pg.test.ts"],
          exclude: elsewhere,
          globalSetup: "e2e/support/postgres-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: "forks",
          // Many of them wait: for a lease to run out, for a database that is away.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["**/*.http.test.ts"],
          exclude: elsewhere,
          globalSetup: "e2e/support/stack-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
    ],
  },
});
