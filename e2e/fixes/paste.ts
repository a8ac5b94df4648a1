/** What a customer does with a fix: pastes it into a shell in which the AWS CLI works. Or with a download: runs it. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installedAwsCli, STAND_IN, wrapperOf } from "#sandbox/cli/wrapper.ts";
import type { AccountKeys } from "../support/connection-role.ts";

export type Shell = {
  /** Where scripts are pasted: what they save is found here. */
  folder: string;
  /** Pastes it into an interactive bash with these keys. @returns all that is said */
  paste(script: string, keys: AccountKeys): Promise<string>;
  /** Runs it as a script of its own. @returns what it prints; rejects where it fails */
  run(script: string, keys: AccountKeys): Promise<string>;
  close(): Promise<void>;
};

/** `ROLECALL_TEST_AWS_CLI` names another `aws` than the one on the PATH; where there is none, a stand-in takes its place. */
export async function openShell(): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), "rolecall-fixes-"));
  const wanted = process.env.ROLECALL_TEST_AWS_CLI ?? (await installedAwsCli()) ?? "stand-in";
  const cli = wanted === "stand-in" ? STAND_IN : wanted;
  await writeFile(join(folder, "aws"), wrapperOf(cli, process.env.SANDBOX_URL as string), { mode: 0o755 });
  return {
    folder,
    paste: (script, keys) => pasteInto(folder, script, keys),
    async run(script, keys) {
      const file = join(folder, "script.sh");
      await writeFile(file, script);
      const { stdout } = await promisify(execFile)("bash", [file], { env: environmentOf(folder, keys) });
      return stdout.trim();
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Nothing is configured: no Region, no profile. */
function environmentOf(folder: string, keys: AccountKeys): NodeJS.ProcessEnv {
  const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...env } = process.env;
  return {
    ...env,
    PATH: `${folder}:${process.env.PATH}`,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  };
}

function pasteInto(folder: string, script: string, keys: AccountKeys): Promise<string> {
  const shell = spawn("bash", ["--norc", "--noprofile", "-i"], {
    // A script may save files where it is run.
    cwd: folder,
    env: { ...environmentOf(folder, keys), PS1: "", PS2: "" },
  });
  const said: Buffer[] = [];
  shell.stdout.on("data", (part: Buffer) => said.push(part));
  shell.stderr.on("data", (part: Buffer) => said.push(part));
  shell.stdin.end(`${script}\n`);
  return new Promise((resolve, reject) => {
    shell.once("error", reject);
    shell.once("close", () => resolve(Buffer.concat(said).toString()));
  });
}
