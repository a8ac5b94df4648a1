/** Builds what has to be generated before anything can run, only when its sources changed. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const bin = (name: string) => join("node_modules", name);

/** Generates Prisma's client into generated/. */
export async function generate(say: (line: string) => void): Promise<void> {
  const inputs = await hashOf(["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);
  if ((await read("generated/.made-from")) === inputs) return;
  say("Generating the database client");
  // Generating needs no engine; the path of any existing file keeps Prisma from downloading one.
  await node([bin("prisma/build/index.js"), "generate"], {
    PRISMA_SCHEMA_ENGINE_BINARY: join(process.cwd(), "package.json"),
  });
  await writeFile("generated/.made-from", inputs);
}

/** Builds the web application into .next/. */
export async function build(say: (line: string) => void): Promise<void> {
  const sources = [
    "app",
    "components",
    "lib",
    "public",
    "proxy.ts",
    "instrumentation.ts",
    "generated/.made-from",
  ];
  const inputs = await hashOf([
    ...sources,
    "next.config.js",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ]);
  if ((await read(".next/.made-from")) === inputs && existsSync(".next/standalone/server.js")) return;
  say("Building the web application (under a minute, only when it changed)");
  await node([bin("next/dist/bin/next"), "build"], { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" });
  await cp(".next/static", ".next/standalone/.next/static", { recursive: true });
  if (existsSync("public")) await cp("public", ".next/standalone/public", { recursive: true });
  await writeFile(".next/.made-from", inputs);
}

async function node(args: string[], env: Record<string, string>) {
  const building = run(process.execPath, args, {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  // Stops the build with this process, because another one may begin at once.
  const end = () => building.child.kill();
  process.once("exit", end);
  try {
    await building;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
  } finally {
    process.off("exit", end);
  }
}

const read = (file: string) => readFile(file, "utf8").catch(() => undefined);

/** Returns the SHA-256 of the names and contents of files and folders; missing ones are skipped. */
async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesOf(path))
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update("\0");
  }
  return hash.digest("hex");
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
