/** Rolecall's API as a script uses it: one API token, and POST with `Prefer: wait`. */
import { execFile } from "node:child_process";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { ImportResult, ImportView } from "#lib/instance-roles/import/view.ts";
import type { Stack } from "../scripts/stack/stack.ts";

const run = promisify(execFile);

export type Rolecall = {
  /** Resolves when the role is Active. */
  register(roleArn: string): Promise<void>;
  registerAll(roleArns: string[]): Promise<void>;
  /** Runs one import; resolves when all its roles are Active. */
  importAll(roleArns: string[]): Promise<void>;
};

export async function openRolecall(stack: Stack, workspace: string): Promise<Rolecall> {
  const token = await makeToken(stack, workspace);
  const url = new URL(`/api/v1/workspaces/${workspace}/instance-roles`, stack.run.url);
  const headers = { authorization: `Bearer ${token}`, prefer: "wait=30" };
  const post = (to: URL, body: object) => send(to, { method: "POST", headers, body });
  async function register(roleArn: string) {
    const response = await post(url, rowOf(roleArn));
    const answer = response.body as { status?: string };
    if (response.status !== 201 || answer.status !== "ACTIVE") {
      throw new Error(`${roleArn} did not become Active: ${response.status} ${JSON.stringify(answer)}`);
    }
  }
  async function progressOf(importUrl: URL): Promise<ImportView["progress"]> {
    return ((await send(importUrl, { method: "GET", headers })).body as ImportView).progress;
  }
  return {
    register,
    async importAll(roleArns) {
      const response = await post(new URL(`${url}/import`), { rows: roleArns.map(rowOf) });
      const answer = response.body as ImportResult;
      let progress = answer.import?.progress;
      const location = new URL(response.location, url);
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

type Sent = { method: "GET" | "POST"; headers: Record<string, string>; body?: object };
type Received = { status: number; location: string; body: unknown };

/** Sends a request with as little overhead as possible. */
function send(to: URL, { method, headers, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sending = request(to, {
      method,
      agent,
      headers: { ...headers, "content-type": "application/json" },
    });
    sending.once("error", reject);
    sending.once("response", (response) => {
      const { statusCode: status = 0, headers: received } = response;
      const { location = "" } = received;
      text(response)
        .then((answer) => resolve({ status, location, body: JSON.parse(answer) }))
        .catch(reject);
    });
    sending.end(body && JSON.stringify(body));
  });
}

const agent = new Agent({ keepAlive: true });

const LOOK_AGAIN_MS = 250;

const rowOf = (roleArn: string) => ({ name: roleArn.slice(roleArn.lastIndexOf("/") + 1), roleArn });

async function makeToken({ env }: Stack, workspace: string): Promise<string> {
  const args = ["scripts/token.ts", "--workspace", workspace, "--role", "admin"];
  const { stdout } = await run(process.execPath, args, { env: env as NodeJS.ProcessEnv });
  return stdout.trim();
}
