/**
 * `npm run migration -- NAME`: writes the SQL from the committed schema to the edited one as a new migration, for
 * review.
 */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diffSchemas } from "#lib/db/migrations.ts";
import { startPostgres } from "./stack/postgres.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error("Give the migration a name in snake_case");

const folder = await mkdtemp(join(tmpdir(), "rolecall-migration-"));
const postgres = await startPostgres(folder, console.error);
try {
  const sql = await diffSchemas(
    postgres.url,
    committedSchema(),
    await readFile("prisma/schema.prisma", "utf8"),
  );
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = join("prisma", "migrations", `${stamp}_${name}`);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "migration.sql"), sql);
  console.log(directory);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Returns the schema as of HEAD, or null where there is none. */
function committedSchema(): string | null {
  try {
    return execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}
