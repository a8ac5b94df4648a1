/**
 * SDK clients: three for each session, created at first use, over one connection pool. The SDK chooses endpoints, and
 * honours AWS_ENDPOINT_URL, VPC endpoints and FIPS.
 */
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { UndiciHttpHandler } from "@smithy/undici-http-handler";
import { Agent } from "undici";

/** Temporary credentials. They are kept in memory only, and never appear in a log, row or response. */
export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
};

const dispatcher = new Agent({
  connections: 512,
  connect: { timeout: 3_000 },
  headersTimeout: 10_000,
  bodyTimeout: 10_000,
  keepAliveTimeout: 30_000,
});

// One try each: retry.ts retries, because it can tell a full quota from throttling. The customer finds the user
// agent in CloudTrail.
const COMMON = {
  requestHandler: new UndiciHttpHandler({ dispatcher }),
  maxAttempts: 1,
  cacheMiddleware: true,
  customUserAgent: "rolecall",
} as const;

/** An IAM client with a session's credentials. `region` selects the partition. */
export const iamClient = (region: string, credentials: Credentials) =>
  new IAMClient({ ...COMMON, region, credentials });

/** An STS client with a session's credentials. */
export const stsClient = (region: string, credentials: Credentials) =>
  new STSClient({ ...COMMON, region, credentials });

export const ec2Client = (region: string, credentials: Credentials) =>
  new EC2Client({ ...COMMON, region, credentials });

const platform = new Map<string, STSClient>();

/** An STS client with the platform's credentials, from the SDK's default chain; one for each Region. */
export function platformSts(region: string): STSClient {
  const known = platform.get(region) ?? new STSClient({ ...COMMON, region });
  platform.set(region, known);
  return known;
}
