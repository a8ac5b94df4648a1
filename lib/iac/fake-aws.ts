/** Runs a script of AWS CLI commands without AWS, for tests, and records the calls with their arguments. */
import { spawnSync } from "node:child_process";

// Written to the third descriptor, because scripts send the output of commands elsewhere.
const AWS = `aws() { { printf '%s\\0' "$@"; printf '\\n\\0'; } >&3; printf '%s' "$ANSWER"; [[ " $ABSENT " != *" $2 "* ]]; }`;

/**
 * Returns the arguments of every `aws` call of a bash script, in order. Each call prints `answer`; those in `absent`
 * (`get-role`) fail as not found. Throws if the script fails or writes errors.
 */
export function callsOf(script: string, { answer = "", absent = [] as string[] } = {}): string[][] {
  const { stdout, stderr, status } = spawnSync(
    "bash",
    ["--norc", "-c", `exec 3>&1 >/dev/null\n${AWS}\n${script}`],
    {
      env: { ...process.env, ANSWER: answer, ABSENT: absent.join(" ") },
      encoding: "utf8",
    },
  );
  if (stderr || status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  const calls = stdout.split("\n\0").filter(Boolean);
  return calls.map((call) => call.split("\0").slice(0, -1));
}

/** The value of `--name` in a call. */
export function option(call: string[], name: string): string {
  return call[call.indexOf(`--${name}`) + 1] ?? "";
}
