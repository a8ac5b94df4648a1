/**
 * SDK clients. A client belongs to one set of credentials; the sockets below are shared by all of them and kept
 * alive. Endpoints are the SDK's own business: AWS_ENDPOINT_URL, VPC endpoints and FIPS are honoured by it.
 */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";

/** Temporary credentials. They live in memory only, and never reach a log, a row or an answer. */
export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
};

const AGENT = { keepAlive: true, maxSockets: 512, scheduling: "lifo" } as const;

const requestHandler = {
  httpAgent: new HttpAgent(AGENT),
  httpsAgent: new HttpsAgent(AGENT),
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

// One try each: repeating is patience.ts's business, which knows a full quota from throttling.
const COMMON = { requestHandler, maxAttempts: 1 } as const;

const templates = new Map<string, IAMClient | STSClient>();

/** The client of IAM for the credentials of one session. `region` picks the partition. */
export function iamClient(region: string, credentials: Credentials): IAMClient {
  const template = templateOf(`iam ${region}`, () => new IAMClient({ ...COMMON, region, credentials }));
  return new IAMClient({ ...COMMON, ...resolved(template), region, credentials });
}

/** The client of STS for the credentials of one session. */
export function stsClient(region: string, credentials: Credentials): STSClient {
  const template = templateOf(`sts ${region}`, () => new STSClient({ ...COMMON, region, credentials }));
  return new STSClient({ ...COMMON, ...resolved(template), region, credentials });
}

export function ec2Client(region: string, credentials: Credentials): EC2Client {
  return new EC2Client({ ...COMMON, region, credentials });
}

const platform = new Map<string, STSClient>();

/** STS as the platform itself: the SDK's default credential chain, one client a Region. */
export function platformSts(region: string): STSClient {
  const client = platform.get(region) ?? new STSClient({ ...COMMON, region });
  platform.set(region, client);
  return client;
}

function templateOf(key: string, make: () => IAMClient | STSClient): IAMClient | STSClient {
  const template = templates.get(key) ?? make();
  templates.set(key, template);
  return template;
}

/** What a client works out from the environment and ~/.aws once need not be worked out for every session. */
function resolved({ config }: IAMClient | STSClient) {
  return {
    useDualstackEndpoint: config.useDualstackEndpoint,
    useFipsEndpoint: config.useFipsEndpoint,
    retryMode: config.retryMode,
    userAgentAppId: config.userAgentAppId,
    defaultUserAgentProvider: config.defaultUserAgentProvider,
    authSchemePreference: config.authSchemePreference,
  };
}
