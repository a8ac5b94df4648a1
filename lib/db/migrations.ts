/**
 * Prisma's schema engine in its WebAssembly build: applies prisma/migrations and writes the genuine
 * `_prisma_migrations` table, so that `prisma migrate deploy` can be used as well.
 */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationDirectory, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { projectRoot } from "#lib/paths.ts";

const NO_FILTERS = { externalTables: [], externalEnums: [] };
const schemaPath = join(projectRoot, "prisma", "schema.prisma");
const migrationsPath = join(projectRoot, "prisma", "migrations");

/**
 * Applies the pending migrations in order.
 * @param url the database's owner; the application itself connects as `rolecall_app`
 * @returns the names of those applied now
 * @throws the engine's error when a migration fails or was edited after it was applied
 */
export async function applyMigrations(url: string): Promise<string[]> {
  return withEngine(url, async (engine, pool) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await migrationsList(),
      filters: NO_FILTERS,
    });
    await pool.query("SELECT secure_tables()");
    return appliedMigrationNames;
  });
}

/** Returns the SQL that changes one Prisma schema into another (`null`: from nothing), for a new migration. */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string> {
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: "empty" } : schemaTarget(from),
      to: schemaTarget(to),
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
      shadowDatabaseUrl: null,
    } as Parameters<SchemaEngine["diff"]>[0]);
    return stdout ?? "";
  });
}

const schemaTarget = (content: string) => ({
  tag: "schemaDatamodel" as const,
  files: [{ path: schemaPath, content }],
});

async function withEngine<T>(
  url: string,
  use: (engine: SchemaEngine, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const pool = new pg.Pool({ connectionString: url });
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool)));
  const schema = await readFile(schemaPath, "utf8");
  const engine = await SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => {},
    // The engine's types name an older shape of the factory than the one the utilities make.
    adapter as unknown as Parameters<typeof SchemaEngine.new>[2],
  );
  try {
    return await use(engine, pool);
  } finally {
    engine.free();
    // Closing the connection releases the engine's advisory lock.
    await pool.end();
  }
}

/**
 * Sends scripts whole, as `prisma migrate deploy` does. The adapter would split them at every semicolon, in comments
 * and function bodies too.
 */
function wholeScripts(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  };
  return factory;
}

type EngineModule = typeof import("@prisma/schema-engine-wasm");

let engineModule: Promise<EngineModule> | undefined;

/** Loads the engine once for each process, because the package's glue keeps views of one instance's memory. */
function loadEngine(): Promise<EngineModule> {
  engineModule ??= instantiateEngine();
  return engineModule;
}

/** Instantiates the WebAssembly module, which the package leaves to a bundler. */
async function instantiateEngine(): Promise<EngineModule> {
  const directory = dirname(fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm")));
  const glue = await import(join(directory, "schema_engine_bg.js"));
  const wasm = await WebAssembly.instantiate(await readFile(join(directory, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(wasm.instance.exports);
  (wasm.instance.exports.__wbindgen_start as () => void)();
  return glue;
}

async function migrationsList() {
  const entries = await readdir(migrationsPath, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const directories: MigrationDirectory[] = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: await readFile(join(migrationsPath, name, "migration.sql"), "utf8") },
      },
    })),
  );
  const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
  return { baseDir: migrationsPath, lockfile, shadowDbInitScript: "", migrationDirectories: directories };
}
