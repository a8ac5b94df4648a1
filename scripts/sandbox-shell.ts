/**
 * `npm run sandbox:shell -- 418295702613`: opens a shell signed in to that account of the sandbox as its administrator,
 * in which the AWS CLI commands of a fix can be pasted unchanged. Also runs commands from standard input.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedAwsCli, STAND_IN, wrapperOf } from "#sandbox/cli/wrapper.ts";
import { IAM_REGION, type Partition } from "#sandbox/state/arns.ts";
import { sandboxUrlOfRun } from "./installation.ts";
import { withSandboxCredentials } from "./stack/sandbox-credentials.ts";

type Keys = { accountId: string; partition: Partition; accessKeyId: string; secretAccessKey: string };

try {
  const sandboxUrl = await sandboxUrlOfRun();
  const keys = await keysOf(process.argv[2], sandboxUrl);
  const cli = await installedAwsCli();
  process.exitCode = await openShell(keys, wrapperOf(cli ?? STAND_IN, sandboxUrl), welcome(keys, cli));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function keysOf(accountId: string | undefined, sandboxUrl: string): Promise<Keys> {
  const answer = await fetch(new URL("/_sandbox/credentials", sandboxUrl));
  const { admins } = (await answer.json()) as { admins: Keys[] };
  const keys = admins.find((admin) => admin.accountId === accountId);
  if (keys) return keys;
  const known = admins.map((admin) => admin.accountId).join(" ");
  throw new Error(`Usage: npm run sandbox:shell -- ACCOUNT\nThe sandbox's accounts: ${known}`);
}

function welcome({ accountId }: Keys, cli: string | null): string {
  const which = cli
    ? ""
    : "\n  The AWS CLI is not installed; aws is a stand-in that knows what the fixes use.";
  return `  Signed in to account ${accountId} of the sandbox. Paste a fix; exit leaves.${which}`;
}

/** The environment of the shell. The account's Region is in its partition. Next's types require NODE_ENV. */
function environmentOf(keys: Keys): NodeJS.ProcessEnv {
  return withSandboxCredentials(process.env, {
    ...keys,
    region: IAM_REGION[keys.partition],
  }) as NodeJS.ProcessEnv;
}

/**
 * Runs the shell.
 * @returns its exit code
 */
async function openShell(keys: Keys, aws: string, said: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "rolecall-sandbox-shell-"));
  await writeFile(join(folder, "aws"), aws, { mode: 0o755 });
  // After the user's own settings, which may put another `aws` first.
  const rc = [
    "[ -f ~/.bashrc ] && . ~/.bashrc",
    `PATH="${folder}:$PATH"`,
    `PS1='sandbox ${keys.accountId} $ '`,
    `echo; echo '${said}'; echo`,
    "",
  ];
  await writeFile(join(folder, "rc"), rc.join("\n"));
  const shell = spawn("bash", process.stdin.isTTY ? ["--rcfile", join(folder, "rc"), "-i"] : ["-s"], {
    stdio: "inherit",
    env: {
      ...environmentOf(keys),
      PATH: `${folder}:${process.env.PATH}`,
      AWS_PAGER: "",
    },
  });
  const code = await new Promise<number>((resolve, reject) => {
    shell.once("error", reject);
    shell.once("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  await rm(folder, { recursive: true, force: true });
  return code;
}
