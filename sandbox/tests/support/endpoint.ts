import { randomBytes } from "node:crypto";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll } from "vitest";
import { type RunningSandbox, startSandbox } from "../../server.ts";

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const ACME = "418295702613";

/**
 * The AWS under test. SANDBOX_TEST_ENDPOINT names another endpoint, SANDBOX_TEST_ACCESS_KEY_ID and
 * SANDBOX_TEST_SECRET_ACCESS_KEY an administrator of an account there; without it a sandbox is started, with the
 * administrator of a seeded account. Tests below `aws/` use nothing but this.
 */
export function awsUnderTest() {
  const region = process.env.SANDBOX_TEST_REGION ?? "us-east-1";
  let sandbox: RunningSandbox | undefined;
  let endpoint = process.env.SANDBOX_TEST_ENDPOINT ?? "";
  let admin: Keys = {
    accessKeyId: process.env.SANDBOX_TEST_ACCESS_KEY_ID ?? "",
    secretAccessKey: process.env.SANDBOX_TEST_SECRET_ACCESS_KEY ?? "",
  };

  beforeAll(async () => {
    if (endpoint) return;
    sandbox = await startSandbox();
    endpoint = sandbox.url;
    admin = adminKeys(sandbox, ACME);
  });
  afterAll(() => sandbox?.close());

  // One attempt: the SDK retries IAM's quota errors as throttling.
  const common = (credentials = admin) => ({ endpoint, region, credentials, maxAttempts: 1 });
  return {
    endpoint: () => endpoint,
    admin: () => admin,
    iam: (keys?: Keys) => new IAMClient(common(keys)),
    sts: (keys?: Keys) => new STSClient(common(keys)),
    ec2: (keys?: Keys) => new EC2Client(common(keys)),
  };
}

/** The keys of a seeded account's administrator. */
export function adminKeys({ world }: RunningSandbox, accountId: string): Keys {
  const [key] = world.account(accountId)?.user("admin")?.accessKeys ?? [];
  if (!key) throw new Error(`No administrator in ${accountId}`);
  return { accessKeyId: key.id, secretAccessKey: key.secret };
}

/** Returns a unique name, so that tests can share an account. */
export const aName = (what: string) => `sandbox-test-${what}-${randomBytes(5).toString("hex")}`;

export const trustsEc2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export const allowing = (action: string | string[], resource: string | string[] = "*", more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: resource, ...more }],
  });

export const trusting = (arn: string, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole", ...more }],
  });
