import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Caller, callAws, present } from "../call.ts";
import { type Credentials, platformSts } from "../clients.ts";
import { hasCode } from "../errors.ts";

export type Assumed = { credentials: Credentials; assumedRoleId: string; region: string };

export type SessionRequest = {
  /** STS Regions of the role's partition, in the order to try, as one may be disabled in the account. */
  regions: readonly [string, ...string[]];
  roleArn: string;
  externalId: string;
  /** The session name in the customer's CloudTrail. */
  sessionName: string;
  /** The source identity, sent where it is allowed; CloudTrail records it with each call. */
  sourceIdentity?: string | null;
  /** The session policy as JSON, at most 2,048 characters. */
  policy?: string;
  /** 900 to 3,600: role chaining allows no more. */
  durationSeconds?: number;
};

/** Without an external ID only to test that it is refused. */
export type AssumeRequest = Omit<SessionRequest, "externalId"> & { externalId?: string };

/** Assumes a role as the platform. Skips Regions whose STS is disabled in the account. */
export async function assumeRole(caller: Caller, request: AssumeRequest): Promise<Assumed> {
  const [first, ...others] = request.regions;
  try {
    return await assumeRoleIn(first, caller, request);
  } catch (error) {
    const [next, ...rest] = others;
    if (!next || !hasCode(error, "RegionDisabled")) throw error;
    return assumeRole(caller, { ...request, regions: [next, ...rest] });
  }
}

async function assumeRoleIn(region: string, caller: Caller, request: AssumeRequest): Promise<Assumed> {
  const command = new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    DurationSeconds: request.durationSeconds ?? 3_600,
    ...(request.externalId && { ExternalId: request.externalId }),
    ...(request.sourceIdentity && { SourceIdentity: request.sourceIdentity }),
    ...(request.policy && { Policy: request.policy }),
  });
  const call = { service: "sts", action: "AssumeRole" } as const;
  const output = await callAws(caller, call.service, call.action, () => platformSts(region).send(command));
  const credentials = present(output.Credentials, { ...call, what: "Credentials" });
  return {
    region,
    credentials: {
      accessKeyId: present(credentials.AccessKeyId, { ...call, what: "AccessKeyId" }),
      secretAccessKey: present(credentials.SecretAccessKey, { ...call, what: "SecretAccessKey" }),
      sessionToken: present(credentials.SessionToken, { ...call, what: "SessionToken" }),
      expiration: credentials.Expiration ?? new Date(Date.now() + 15 * 60_000),
    },
    // AROA…:session
    assumedRoleId: output.AssumedRoleUser?.AssumedRoleId?.split(":")[0] ?? "",
  };
}
