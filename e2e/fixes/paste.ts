/** Runs a fix as a customer does: pasted into a shell with the AWS CLI, or as a downloaded script. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installedAwsCli, STAND_IN, wrapperOf } from "#sandbox/cli/wrapper.ts";
import type { AccountKeys } from "../support/connection-role.ts";

export type Shell = {
  /** The folder in which scripts run and save files. */
  folder: string;
  /**
   * Pastes a script into an interactive bash with these keys.
   * @returns all output
   */
  paste(script: string, keys: AccountKeys): Promise<string>;
  /**
   * Runs a script.
   * @returns its output; rejects where it fails
   */
  run(script: string, keys: AccountKeys): Promise<string>;
  close(): Promise<void>;
};

/**
 * Opens a shell. `ROLECALL_TEST_AWS_CLI` names the `aws` to use instead of the one on the PATH; without any, a stand-in
 * is used.
 */
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

/** An environment without a configured Region or profile. */
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
    // A script may save files in its working directory.
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
