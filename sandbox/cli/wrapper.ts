/** Makes an `aws` command that talks to the sandbox: the AWS CLI where it is installed, else a stand-in. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The shell command that runs the stand-in. */
export const STAND_IN = `"${process.execPath}" "${fileURLToPath(new URL("aws.ts", import.meta.url))}"`;

/** Returns the path of this machine's AWS CLI; null where none works. */
export async function installedAwsCli(): Promise<string | null> {
  const run = promisify(execFile);
  const found = await run("bash", ["-c", "command -v aws && aws --version >&2"]).catch(() => null);
  return found?.stdout.trim() || null;
}

/**
 * Returns the script to be named `aws`. Uses --endpoint-url, because older CLIs ignore AWS_ENDPOINT_URL. With a custom
 * endpoint the CLI needs a Region even for IAM; the shell's, where it has one.
 */
export function wrapperOf(cli: string, sandboxUrl: string): string {
  const endpoint = `--endpoint-url ${sandboxUrl}`;
  return [
    "#!/usr/bin/env bash",
    `case $1 in iam) exec ${cli} ${endpoint} --region "\${AWS_REGION:-us-east-1}" "$@" ;; *) exec ${cli} ${endpoint} "$@" ;; esac`,
    "",
  ].join("\n");
}
