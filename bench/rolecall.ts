/** Rolecall as a script sees it: one API token, and POST with `Prefer: wait`. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Stack } from "../scripts/stack/stack.ts";

const run = promisify(execFile);

export type Rolecall = {
  /** Resolves when the role is Active. */
  register(roleArn: string): Promise<void>;
  registerAll(roleArns: string[]): Promise<void>;
};

export async function openRolecall(stack: Stack, workspace: string): Promise<Rolecall> {
  const token = await makeToken(stack, workspace);
  const url = new URL(`/api/v1/workspaces/${workspace}/instance-roles`, stack.run.url);
  async function register(roleArn: string) {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        prefer: "wait=30",
      },
      body: JSON.stringify({ name: roleArn.slice(roleArn.lastIndexOf("/") + 1), roleArn }),
    });
    const answer = (await response.json()) as { status?: string };
    if (response.status !== 201 || answer.status !== "ACTIVE") {
      throw new Error(`${roleArn} did not become Active: ${response.status} ${JSON.stringify(answer)}`);
    }
  }
  return {
    register,
    async registerAll(roleArns) {
      await Promise.all(roleArns.map(register));
    },
  };
}

async function makeToken({ env }: Stack, workspace: string): Promise<string> {
  const args = ["scripts/token.ts", "--workspace", workspace, "--role", "admin"];
  const { stdout } = await run(process.execPath, args, { env: env as NodeJS.ProcessEnv });
  return stdout.trim();
}
