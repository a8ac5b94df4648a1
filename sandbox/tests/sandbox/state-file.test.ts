import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSandbox } from "../../server.ts";
import { adminKeys, trustsEc2 } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { ACME } from "../support/sandbox.ts";

let directory: string;
let statePath: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  statePath = join(directory, "below", "state.json");
});
afterEach(() => rmSync(directory, { recursive: true }));

const read = (RoleName: string) => new GetRoleCommand({ RoleName });
const create = (RoleName: string) => new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsEc2 });

async function here() {
  const sandbox = await startSandbox({ statePath });
  const common = { endpoint: sandbox.url, region: "us-east-1", maxAttempts: 1 };
  return { sandbox, common, iam: new IAMClient({ ...common, credentials: adminKeys(sandbox, ACME) }) };
}

test("everything is there after a restart, sessions included", async () => {
  const first = await here();
  await first.iam.send(create("kept"));
  const { connectionRoleArn, externalId } = first.sandbox.seed.connections[0] ?? {};
  const [key] = first.sandbox.world.account("999988887777")?.user("control-plane")?.accessKeys ?? [];
  const credentials = { accessKeyId: key?.id ?? "", secretAccessKey: key?.secret ?? "" };
  const { Credentials } = await new STSClient({ ...first.common, credentials }).send(
    new AssumeRoleCommand({ RoleArn: connectionRoleArn, ExternalId: externalId, RoleSessionName: "kept" }),
  );
  await first.sandbox.close();

  const second = await here();
  await second.iam.send(read("kept"));
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const identity = await new STSClient({ ...second.common, credentials: session }).send(
    new GetCallerIdentityCommand({}),
  );
  expect(identity.Arn).toContain(":assumed-role/rolecall-connection/kept");
  await second.sandbox.close();
});

test("a crash loses nothing that was answered", async () => {
  const process = spawnSandbox();
  const endpoint = await listening(process);
  const { admins } = (await (await fetch(`${endpoint}/_sandbox/credentials`)).json()) as {
    admins: { accountId: string; accessKeyId: string; secretAccessKey: string }[];
  };
  const credentials = admins.find(({ accountId }) => accountId === ACME);
  const iam = new IAMClient({
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    ...(credentials && { credentials }),
  });
  await iam.send(create("survivor"));
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await ended;

  // As after a crash in the middle of a write.
  appendFileSync(statePath, '["418295702613","roles","half');
  const { sandbox, iam: after } = await here();
  await after.send(read("survivor"));
  await sandbox.close();
  expect(readFileSync(statePath, "utf8")).not.toContain("half");
});

test("SIGTERM ends the process although connections are open", async () => {
  const process = spawnSandbox();
  const endpoint = await listening(process);
  await fetch(`${endpoint}/_sandbox/health`);
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("a reset restores the seed", async () => {
  const { sandbox, iam } = await here();
  await iam.send(create("forgotten"));
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" });
  expect(await refusalOf(iam.send(read("forgotten")))).toMatchObject({ code: "NoSuchEntity" });
  await iam.send(read("cluster-reporting"));
  await sandbox.close();
  expect(readFileSync(statePath, "utf8")).toBe("");
});

function spawnSandbox(): ChildProcess {
  const main = new URL("../../main.ts", import.meta.url).pathname;
  return spawn(globalThis.process.execPath, [main], {
    env: { ...globalThis.process.env, SANDBOX_PORT: "0", SANDBOX_STATE: statePath },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function listening({ stdout }: ChildProcess): Promise<string> {
  for await (const chunk of stdout ?? []) {
    const url = /sandbox listening on (\S+)/.exec(String(chunk))?.[1];
    if (url) return url;
  }
  throw new Error("The sandbox did not start");
}
