/** House rules that tests enforce, so that nobody has to remember them. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { code, importsOf, read, runtimeImportsOf, sources } from "./support/sources.ts";

/** Folders and the imports they may not have. The left side is a prefix of the importing file. */
const FORBIDDEN: { from: RegExp; to: RegExp; why: string }[] = [
  {
    from: /^(lib|app|components)\//,
    to: /^(#sandbox|sandbox)\//,
    why: "only the network leads to the sandbox",
  },
  { from: /^sandbox\//, to: /^(lib|app|components|generated)\//, why: "the sandbox is AWS, not ours" },
  {
    from: /^app\//,
    to: /^(generated\/|@aws-sdk|@prisma|pg$|pg-boss)/,
    why: "pages and routes hold no Prisma, no SDK",
  },
  {
    from: /^components\//,
    to: /^(generated\/|@aws-sdk|@prisma|pg$|pg-boss|pino|next-auth$)/,
    why: "components run in the browser",
  },
  {
    from: /^components\//,
    to: /^lib\/((db|aws|queue|worker|auth|api-tokens|audit)\/(?!partition\.ts)|(env|log|paths)\.ts)/,
    why: "components run in the browser",
  },
  {
    from: /^components\//,
    to: /\/(store|register|list|get|update|retry|remove)\.ts$/,
    why: "components run in the browser",
  },
  { from: /^lib\/aws\//, to: /^lib\/(?!aws\/|env|log|errors|give-way)/, why: "lib/aws knows nothing of us" },
  {
    from: /^lib\/queue\//,
    to: /^lib\/(?!queue\/|db\/|env|log|errors|give-way|liveness)/,
    why: "lib/queue knows nothing of the domain",
  },
  { from: /^lib\/iam-policy\//, to: /^lib\/(?!iam-policy\/|aws\/partition)/, why: "lib/iam-policy is pure" },
  {
    from: /^lib\/aws-accounts\//,
    to: /^lib\/instance-roles\//,
    why: "registrations stand on accounts, never the other way",
  },
  {
    from: /^lib\/(failures|setup-documents|platform-policies|role-arn|waiting|iac)\//,
    to: /^lib\/(instance-roles|aws-accounts|http|worker)\//,
    why: "failures and set-up documents serve the domains that stand on them",
  },
  { from: /^lib\//, to: /^(app|components|scripts|e2e)\//, why: "imports point one way" },
];

describe("imports point one way", () => {
  for (const { from, to, why } of FORBIDDEN) {
    test(`${from.source} does not import ${to.source}: ${why}`, () => {
      const wrong = code
        .filter((file) => from.test(file))
        .flatMap((file) =>
          importsOf(file)
            .filter((target) => to.test(target))
            .map((target) => `${file} → ${target}`),
        );
      expect(wrong).toEqual([]);
    });
  }
});

test("the web process imports no AWS client: only workers call AWS", () => {
  const reached = new Set<string>();
  const waiting = code
    .filter((file) => /^(app|components)\//.test(file))
    .concat("proxy.ts", "instrumentation.ts");
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    if (existsSync(file)) waiting.push(...runtimeImportsOf(file));
  }
  expect(
    [...reached].filter((file) => /^(lib\/aws\/(clients|session)\.ts|@aws-sdk\/client-.*)$/.test(file)),
  ).toEqual([]);
});

test("only store.ts files name a Prisma model", () => {
  const models = [...readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+)/gm)].map(
    ([, name]) => (name as string)[0]?.toLowerCase() + (name as string).slice(1),
  );
  const named = new RegExp(`\\b(?:tx|db\\(\\)|prisma|client)\\.(?:${models.join("|")})\\.`);
  const wrong = code
    .filter((file) => /^(lib|app|components)\//.test(file) && !file.endsWith("store.ts"))
    .filter((file) => named.test(read(file)));
  expect(wrong).toEqual([]);
});

test("SQL is only in store files, in lib/db and in lib/queue", () => {
  const isRoom = (file: string) => file.endsWith("store.ts") || /^lib\/(db|queue)\//.test(file);
  const sql = /\bsql`|\$(?:query|execute)Raw|\b(?:SELECT|UPDATE|DELETE FROM|INSERT INTO|GRANT)\s+\w/;
  const wrong = code.filter(
    (file) => /^(lib|app|components)\//.test(file) && !isRoom(file) && sql.test(read(file)),
  );
  expect(wrong).toEqual([]);
});

test("every setting is documented for operators", () => {
  const settings = [...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
    ([, name]) => name as string,
  );
  const told = `${read("docs/operating.md")} ${read("README.md")}`;
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter((name) => name !== "NODE_ENV" && !told.includes(name))).toEqual([]);
});

test("default exports only where the framework wants them", () => {
  const wanted =
    /^(app\/.*(page|layout|error|global-error|not-found|loading|template|default|icon|route|forbidden)\.tsx?|.*config\.(ts|js|mjs)|e2e\/support\/.*-setup\.ts|proxy\.ts)$/;
  expect(code.filter((file) => !wanted.test(file) && /^export default /m.test(read(file)))).toEqual([]);
});

test("no barrels", () => {
  expect(code.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
});

test("tests wait for visible results, never for time", () => {
  const tests = sources.filter(
    (file) => /\.(test|spec)\.tsx?$/.test(file) && file !== "e2e/house-rules.test.ts",
  );
  expect(tests.filter((file) => /waitForTimeout|\bsleep\(|timers\/promises/.test(read(file)))).toEqual([]);
});

test("nothing is left for later, and no test is skipped", () => {
  const marks = /TOD[O]|FIXM[E]|XX[X]\b|@ts-ignor[e]|@ts-nochec[k]|\.only[(]|\.skip[(]/;
  expect(sources.filter((file) => marks.test(read(file)))).toEqual([]);
});

test("no shipped package has an AGPL or GPL licence", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { dev?: boolean; license?: string }>;
  };
  const wrong = Object.entries(lock.packages)
    .filter(
      ([path, { dev, license }]) =>
        path && !dev && /\bA?GPL/i.test(license ?? "") && !/LGPL/i.test(license ?? ""),
    )
    .map(([path, { license }]) => `${path}: ${license}`);
  expect(wrong).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved":/);
});
