import { defineConfig } from "vitest/config";

const elsewhere = ["**/node_modules/**", "**/.next/**", "**/.data/**", "generated/**"];

const pure = { include: ["**/*.test.{ts,tsx}"], exclude: [...elsewhere, "**/*.{pg,http}.test.ts"] };
/** Killed processes, outages, storms of throttling: slow, and run by `npm run test:long`. */
const LONG = "e2e/disturbed";

const postgres = {
  extends: true,
  test: {
    globalSetup: "e2e/support/postgres-setup.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Many of them wait: for a lease to run out, for a database that is away.
    maxWorkers: 3,
  },
} as const;

const http = {
  extends: true,
  test: {
    globalSetup: "e2e/support/stack-setup.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
} as const;

/** Three kinds of tests, by what they need: nothing; a Postgres and the sandbox; the whole stack over HTTP. */
export default defineConfig({
  test: {
    alias: { "server-only": new URL("./e2e/support/server-only.ts", import.meta.url).pathname },
    projects: [
      // Pure tests leave nothing behind; a process for each file would take longer than its tests.
      { extends: true, test: { name: "pure", isolate: false, ...pure } },
      named(postgres, "postgres", { include: ["**/*.pg.test.ts"], exclude: [...elsewhere, `${LONG}/**`] }),
      named(postgres, "postgres-long", { include: [`${LONG}/**/*.pg.test.ts`], exclude: elsewhere }),
      named(http, "http", { include: ["**/*.http.test.ts"], exclude: [...elsewhere, `${LONG}/**`] }),
      named(http, "http-long", { include: [`${LONG}/**/*.http.test.ts`], exclude: elsewhere }),
    ],
  },
});

function named<T extends typeof postgres | typeof http>(
  kind: T,
  name: string,
  files: { include: string[]; exclude: string[] },
) {
  return { ...kind, test: { ...kind.test, name, ...files } };
}
