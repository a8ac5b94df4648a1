/** Rolecall as a script sees it: one API token, and POST with `Prefer: wait`. */
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { ImportResult, ImportView } from "#lib/instance-roles/import/view.ts";
import type { Stack } from "../scripts/stack/stack.ts";

const run = promisify(execFile);

export type Rolecall = {
  /** Resolves when the role is Active. */
  register(roleArn: string): Promise<void>;
  registerAll(roleArns: string[]): Promise<void>;
  /** One import; resolves when all of them are Active. */
  importAll(roleArns: string[]): Promise<void>;
};

export async function openRolecall(stack: Stack, workspace: string): Promise<Rolecall> {
  const token = await makeToken(stack, workspace);
  const url = new URL(`/api/v1/workspaces/${workspace}/instance-roles`, stack.run.url);
  const post = (to: URL, body: object) =>
    fetch(to, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        prefer: "wait=30",
      },
      body: JSON.stringify(body),
    });
  async function register(roleArn: string) {
    const response = await post(url, rowOf(roleArn));
    const answer = (await response.json()) as { status?: string };
    if (response.status !== 201 || answer.status !== "ACTIVE") {
      throw new Error(`${roleArn} did not become Active: ${response.status} ${JSON.stringify(answer)}`);
    }
  }
  async function progressOf(importUrl: URL): Promise<ImportView["progress"]> {
    const response = await fetch(importUrl, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as ImportView).progress;
  }
  return {
    register,
    async importAll(roleArns) {
      const response = await post(new URL(`${url}/import`), { rows: roleArns.map(rowOf) });
      const answer = (await response.json()) as ImportResult;
      let progress = answer.import?.progress;
      const location = new URL(response.headers.get("location") ?? "", url);
      while (progress?.registering) {
        await sleep(LOOK_AGAIN_MS);
        progress = await progressOf(location);
      }
      if (progress?.active !== roleArns.length) {
        throw new Error(`the import did not become Active: ${response.status} ${JSON.stringify(progress)}`);
      }
    },
    async registerAll(roleArns) {
      await Promise.all(roleArns.map(register));
    },
  };
}

const LOOK_AGAIN_MS = 250;

const rowOf = (roleArn: string) => ({ name: roleArn.slice(roleArn.lastIndexOf("/") + 1), roleArn });

async function makeToken({ env }: Stack, workspace: string): Promise<string> {
  const args = ["scripts/token.ts", "--workspace", workspace, "--role", "admin"];
  const { stdout } = await run(process.execPath, args, { env: env as NodeJS.ProcessEnv });
  return stdout.trim();
}
