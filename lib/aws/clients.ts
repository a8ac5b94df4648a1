/**
 * SDK clients: three for each session, made when they are first used, over one pool of connections. Endpoints are the
 * SDK's own business: AWS_ENDPOINT_URL, VPC endpoints and FIPS are honoured by it.
 */
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { UndiciHttpHandler } from "@smithy/undici-http-handler";
import { Agent } from "undici";

/** Temporary credentials. They live in memory only, and never reach a log, a row or an answer. */
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

// One try each: repeating is retry.ts's business, which knows a full quota from throttling. The customer finds the user
// agent in CloudTrail.
const COMMON = {
  requestHandler: new UndiciHttpHandler({ dispatcher }),
  maxAttempts: 1,
  cacheMiddleware: true,
  customUserAgent: "rolecall",
} as const;

/** IAM as one session reaches it. `region` picks the partition. */
export const iamClient = (region: string, credentials: Credentials) =>
  new IAMClient({ ...COMMON, region, credentials });

/** STS as one session reaches it. */
export const stsClient = (region: string, credentials: Credentials) =>
  new STSClient({ ...COMMON, region, credentials });

export const ec2Client = (region: string, credentials: Credentials) =>
  new EC2Client({ ...COMMON, region, credentials });

const platform = new Map<string, STSClient>();

/** STS as the platform itself: the SDK's default credential chain, one client a Region. */
export function platformSts(region: string): STSClient {
  const known = platform.get(region) ?? new STSClient({ ...COMMON, region });
  platform.set(region, known);
  return known;
}
