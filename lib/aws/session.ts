/** An AWS account as one assumed session reaches it. */
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { STSClient } from "@aws-sdk/client-sts";
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

/** A session, used on behalf of somebody. */
export type Aws = AwsSession & { caller: Caller };

/**
 * Assumes the role and gives clients of the session.
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

/** What was allowed may have been revoked since: the session is opened without it then. */
async function assumeAsAllowed(caller: Caller, request: SessionRequest): Promise<Assumed> {
  if (!request.sourceIdentity) return assumeRole(caller, request);
  return assumeRole(caller, request).catch((error: unknown) => {
    if (!isDenied(error) || hasCode(error, "RegionDisabled")) throw error;
    return assumeRole(caller, { ...request, sourceIdentity: null });
  });
}

type Kept = { session: Promise<AwsSession>; expiresAt: number };

const REFRESH_BEFORE_MS = 5 * 60_000;

/** Read-only sessions, one a key, kept in memory until shortly before they expire. */
export class SessionCache {
  readonly #kept = new Map<string, Kept>();

  /** The key has to name everything the session depends on: the account's row, its external ID, its policy. */
  async get(key: string, open: () => Promise<AwsSession>): Promise<AwsSession> {
    this.#forgetExpired();
    const kept = this.#kept.get(key);
    if (kept) return kept.session;
    const fresh: Kept = { session: open(), expiresAt: Number.POSITIVE_INFINITY };
    this.#kept.set(key, fresh);
    try {
      const session = await fresh.session;
      fresh.expiresAt = session.expiresAt.getTime();
      return session;
    } catch (error) {
      if (this.#kept.get(key) === fresh) this.forget(key);
      throw error;
    }
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }

  #forgetExpired(): void {
    const soon = Date.now() + REFRESH_BEFORE_MS;
    for (const [key, { expiresAt }] of this.#kept) if (expiresAt <= soon) this.#kept.delete(key);
  }
}
