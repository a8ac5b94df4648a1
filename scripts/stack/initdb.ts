/** The files of a new database: made in a folder of their own, moved into place when they are whole. */
import { execFile } from "node:child_process";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where the server's programs are, and where its data is. */
export type Place = { bin: string; data: string };

/** Whom the server runs as; nothing where that is who we are. */
export type Identity = { uid: number; gid: number } | Record<string, never>;

const UNFINISHED = "initdb-";
/** What earlier versions left when they were killed. */
const LEFT_EARLIER = "initial-password-";

/** initdb writes PG_VERSION first of all: were it at work in place, a killed one could not be told from a whole database. */
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
    // Sorts like C, but knows upper and lower case beyond ASCII, on every machine alike.
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

/** Removes from the folder of a database what an initdb that was killed left beside it. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder);
  const unfinished = names.filter((name) => name.startsWith(UNFINISHED) || name.startsWith(LEFT_EARLIER));
  await Promise.all(unfinished.map((name) => remove(join(folder, name))));
}

/** An initdb that outlived its launcher may still be writing there: it fails at that, and the folder goes at the next try. */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10 });
}

async function give(path: string, identity: Identity) {
  if ("uid" in identity) await chown(path, identity.uid as number, identity.gid as number);
}
