/** An `aws` that talks to the sandbox: the AWS CLI where it is installed, a stand-in where it is not. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The words of a shell that run the stand-in. */
export const STAND_IN = `"${process.execPath}" "${fileURLToPath(new URL("aws.ts", import.meta.url))}"`;

/** The AWS CLI of this machine; null where there is none that answers. */
export async function installedAwsCli(): Promise<string | null> {
  const run = promisify(execFile);
  const found = await run("bash", ["-c", "command -v aws && aws --version >&2"]).catch(() => null);
  return found?.stdout.trim() || null;
}

/**
 * The script to be called `aws`. AWS_ENDPOINT_URL came late to the CLI; the option is as old as the CLI itself. With an
 * endpoint of one's own the CLI wants a Region for IAM too, which it does not need for AWS's; the shell's, where it has one.
 */
export function wrapperOf(cli: string, sandboxUrl: string): string {
  const endpoint = `--endpoint-url ${sandboxUrl}`;
  return [
    "#!/usr/bin/env bash",
    `case $1 in iam) exec ${cli} ${endpoint} --region "\${AWS_REGION:-us-east-1}" "$@" ;; *) exec ${cli} ${endpoint} "$@" ;; esac`,
    "",
  ].join("\n");
}
