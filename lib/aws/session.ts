/** An assumed session in an AWS account. */
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { STSClient } from "@aws-sdk/client-sts";
import { LRUCache } from "lru-cache";
import type { Caller } from "./call.ts";
import { ec2Client, iamClient, stsClient } from "./clients.ts";
import { hasCode, isDenied } from "./errors.ts";
import { type Assumed, assumeRole, type SessionRequest } from "./sts/assume-role.ts";

export type AwsSession = {
  iam: IAMClient;
  sts: STSClient;
  ec2(region: string): EC2Client;
  /** AROA… of the role that was assumed. */
  assumedRoleId: string;
  expiresAt: Date;
};

/** A session with the caller it is used for. */
export type Aws = AwsSession & { caller: Caller };

/**
 * Assumes the role and returns clients of the session.
 * @throws AwsError of sts:AssumeRole; RegionDisabledException only when every Region is disabled
 */
export async function openSession(caller: Caller, request: SessionRequest): Promise<AwsSession> {
  const { credentials, assumedRoleId, region } = await assumeAsAllowed(caller, request);
  return {
    iam: iamClient(region, credentials),
    sts: stsClient(region, credentials),
    ec2: (ec2Region) => ec2Client(ec2Region, credentials),
    assumedRoleId,
    expiresAt: credentials.expiration,
  };
}

/** Assumes the role without a source identity where sending one is no longer allowed. */
async function assumeAsAllowed(caller: Caller, request: SessionRequest): Promise<Assumed> {
  if (!request.sourceIdentity) return assumeRole(caller, request);
  return assumeRole(caller, request).catch((error: unknown) => {
    if (!isDenied(error) || hasCode(error, "RegionDisabled")) throw error;
    return assumeRole(caller, { ...request, sourceIdentity: null });
  });
}

const REFRESH_BEFORE_MS = 5 * 60_000;
const MOST_KEPT = 5_000;

/** Caches read-only sessions in memory by key, until shortly before they expire. */
export class SessionCache<S extends AwsSession = AwsSession> {
  readonly #kept = new LRUCache<string, S, () => Promise<S>>({
    max: MOST_KEPT,
    fetchMethod: async (_key, _stale, { options, context: open }) => {
      const session = await open();
      options.ttl = Math.max(usefulMs(session), 1);
      return session;
    },
  });

  /**
   * Returns a session, opening it once for concurrent callers. Failures are not cached.
   * @param key has to include everything the session depends on: the account's row, its external ID, its policy
   */
  async get(key: string, open: () => Promise<S>): Promise<S> {
    const session = await this.#kept.forceFetch(key, { context: open });
    if (usefulMs(session) <= 0) this.forget(key);
    return session;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}

const usefulMs = ({ expiresAt }: AwsSession) => expiresAt.getTime() - Date.now() - REFRESH_BEFORE_MS;
