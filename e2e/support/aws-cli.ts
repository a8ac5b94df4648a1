/** The AWS CLI as a customer runs it, pointed at the sandbox. */
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AccountKeys } from "./connection-role.ts";

const run = promisify(execFile);

/** Where the AWS CLI is; null where there is none. */
export async function findAwsCli(): Promise<string | null> {
  const found = await run("bash", ["-c", "command -v aws"]).catch(() => null);
  return found?.stdout.trim() || null;
}

/** Runs a bash script with an account administrator's keys. @returns what it prints */
export async function runWithAwsCli(cli: string, script: string, keys: AccountKeys): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rolecall-aws-cli-"));
  // AWS_ENDPOINT_URL came late to the CLI; the option is as old as the CLI itself.
  const aws = `#!/usr/bin/env bash\nexec ${cli} --endpoint-url ${process.env.SANDBOX_URL} "$@"\n`;
  await writeFile(join(folder, "aws"), aws, { mode: 0o755 });
  await writeFile(join(folder, "script.sh"), script);
  const { stdout } = await run("bash", [join(folder, "script.sh")], {
    env: {
      ...process.env,
      PATH: `${folder}:${process.env.PATH}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    },
  });
  return stdout.trim();
}
