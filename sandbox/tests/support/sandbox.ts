import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll } from "vitest";
import { type RunningSandbox, type StartOptions, startSandbox } from "../../server.ts";
import { adminKeys, type Keys } from "./endpoint.ts";

export const ACME = "418295702613";
export const GLOBEX = "562931847205";

/** A sandbox for one test file, with clients. */
export function aSandbox(options: StartOptions = {}) {
  let running: RunningSandbox;
  beforeAll(async () => {
    running = await startSandbox(options);
  });
  afterAll(() => running.close());

  const common = (credentials: Keys, region = "us-east-1") => ({
    endpoint: running.url,
    region,
    credentials,
    maxAttempts: 1,
  });
  const here = {
    running: () => running,
    admin: (accountId: string) => adminKeys(running, accountId),
    platform: (accountId = "999988887777") => platformKeys(running, accountId),
    iam: (keys: Keys, region?: string) => new IAMClient(common(keys, region)),
    sts: (keys: Keys, region?: string) => new STSClient(common(keys, region)),
    ec2: (keys: Keys, region?: string) => new EC2Client(common(keys, region)),
    /** A session of the connection role, as Rolecall opens it. */
    connect: async (accountId: string): Promise<Keys> => {
      const connection = running.seed.connections.find((one) => one.accountId === accountId);
      const { Credentials } = await here.sts(here.platform()).send(
        new AssumeRoleCommand({
          RoleArn: connection?.connectionRoleArn,
          ExternalId: connection?.externalId,
          RoleSessionName: "test",
        }),
      );
      const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    control: async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${running.url}/_sandbox/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    },
  };
  return here;
}

function platformKeys({ world }: RunningSandbox, accountId: string): Keys {
  const [key] = world.account(accountId)?.user("control-plane")?.accessKeys ?? [];
  if (!key) throw new Error(`No platform in ${accountId}`);
  return { accessKeyId: key.id, secretAccessKey: key.secret };
}
