/** Creates the files of a new database in a folder of their own and moves them into place when complete. */
import { execFile } from "node:child_process";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folders of the server's programs and of its data. */
export type Place = { bin: string; data: string };

/** The user the server runs as; empty for the current one. */
export type Identity = { uid: number; gid: number } | Record<string, never>;

const UNFINISHED = "initdb-";
/** The prefix of what earlier versions left when they were killed. */
const LEFT_EARLIER = "initial-password-";

/** Runs initdb. It writes PG_VERSION first, so in place a killed one would look like a complete database. */
export async function initialise(place: Place, identity: Identity, password: string): Promise<void> {
  const unfinished = join(dirname(place.data), `${UNFINISHED}${process.pid}`);
  const [made, passwordFile] = [join(unfinished, "data"), join(unfinished, "password")];
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of [unfinished, passwordFile]) await give(path, identity);
  const options = [
    `--pgdata=${made}`,
    "--username=rolecall",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    // The builtin locale sorts by code point on every machine, and knows upper and lower case beyond ASCII.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
  ];
  try {
    await run(join(place.bin, "initdb"), options, { ...identity, cwd: parse(place.data).root });
    await rename(made, place.data);
  } finally {
    await remove(unfinished);
  }
}

/** Removes from a database's folder what a killed initdb left beside it. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder);
  const unfinished = names.filter((name) => name.startsWith(UNFINISHED) || name.startsWith(LEFT_EARLIER));
  await Promise.all(unfinished.map((name) => remove(join(folder, name))));
}

/**
 * Removes a folder. An initdb that outlived its launcher may still write there; it then fails, and the next try removes
 * it.
 */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10 });
}

async function give(path: string, identity: Identity) {
  if ("uid" in identity) await chown(path, identity.uid as number, identity.gid as number);
}
