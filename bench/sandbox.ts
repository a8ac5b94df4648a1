/** The sandbox from the customer's side, and its log of calls. */
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import type { TimedCall } from "./call-graph.ts";

export type Sandbox = {
  url: string;
  connection: { accountId: string; connectionRoleArn: string; externalId: string };
  /** The platform's access keys, for the script. */
  platform: { accessKeyId: string; secretAccessKey: string };
  makeRoles(prefix: string, count: number): Promise<string[]>;
  setLatency(latencyMs: number): Promise<void>;
  lastCall(): Promise<number>;
  /** Leaves out the GetCallerIdentity of the platform's heartbeat. */
  callsSince(seq: number): Promise<TimedCall[]>;
};

type Logged = {
  seq: number;
  time: string;
  durationMs: number;
  action: string;
  accountId?: string;
};

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export async function openSandbox(url: string, workspace: string): Promise<Sandbox> {
  const get = async (path: string) => (await fetch(new URL(path, url))).json();
  const connections = (await get("/_sandbox/connections")) as (Sandbox["connection"] & {
    workspace: string;
  })[];
  const connection = connections.find((one) => one.workspace === workspace);
  if (!connection) throw new Error(`the sandbox has no connection of ${workspace}`);
  const { platform, admins } = (await get("/_sandbox/credentials")) as {
    platform: Sandbox["platform"] & { accountId: string };
    admins: (Sandbox["platform"] & { accountId: string })[];
  };
  const admin = admins.find(({ accountId }) => accountId === connection.accountId);
  if (!admin) throw new Error(`the sandbox has no administrator of ${connection.accountId}`);
  const iam = new IAMClient({ endpoint: url, region: "us-east-1", credentials: admin });
  return {
    url,
    connection,
    platform,
    async makeRoles(prefix, count) {
      const names = Array.from({ length: count }, (_, index) => `bench-${prefix}-${index}`);
      const arns: string[] = [];
      for (const RoleName of names) {
        const command = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST });
        arns.push((await iam.send(command)).Role?.Arn as string);
      }
      return arns;
    },
    async setLatency(latencyMs) {
      await fetch(new URL("/_sandbox/faults", url), { method: "POST", body: JSON.stringify({ latencyMs }) });
    },
    async lastCall() {
      return ((await get("/_sandbox/calls")) as Logged[]).at(-1)?.seq ?? 0;
    },
    async callsSince(seq) {
      const calls = (await get(`/_sandbox/calls?since=${seq}`)) as Logged[];
      return calls
        .filter(({ action, accountId }) => action !== "GetCallerIdentity" || accountId !== platform.accountId)
        .map(({ action, time, durationMs }) => {
          const startMs = Date.parse(time);
          return { action, startMs, endMs: startMs + durationMs };
        });
    },
  };
}
