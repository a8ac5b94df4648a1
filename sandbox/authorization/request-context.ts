import { type Context, type ContextInput, contextOf } from "../policies/context.ts";
import { IAM_REGION } from "../state/arns.ts";
import type { Tag } from "../state/records.ts";
import type { AwsRequest } from "../wire/request.ts";
import type { Caller } from "./caller.ts";

/** The global condition keys of a request, and those the action adds. */
export function requestContext(
  caller: Caller,
  request: AwsRequest,
  now: number,
  added: ContextInput[],
): Context {
  const { received, region, service } = request;
  return contextOf(
    principalKeys(caller),
    {
      "aws:CurrentTime": new Date(now).toISOString(),
      "aws:EpochTime": String(Math.floor(now / 1000)),
      "aws:SourceIp": received.remoteAddress?.replace(/^::ffff:/, ""),
      // The sandbox represents an endpoint that accepts TLS only.
      "aws:SecureTransport": "true",
      "aws:UserAgent": received.headers["user-agent"],
      "aws:RequestedRegion": service === "iam" ? IAM_REGION[caller.account.partition] : region,
      "aws:ViaAWSService": "false",
    },
    ...added,
  );
}

/** The condition keys that depend on the caller only. */
export function principalKeys({ account, identity, userId, session }: Caller): ContextInput {
  return {
    "aws:PrincipalArn": identity.arn,
    "aws:PrincipalAccount": account.id,
    "aws:PrincipalType": session ? "AssumedRole" : "User",
    "aws:PrincipalOrgID": account.settings.organization?.id,
    "aws:PrincipalIsAWSService": "false",
    "aws:userid": userId,
    "aws:username": session ? undefined : identity.name,
    "aws:TokenIssueTime": session && new Date(session.issuedAt).toISOString(),
    "aws:MultiFactorAuthPresent": session && "false",
    "aws:SourceIdentity": session?.sourceIdentity,
    ...tagKeys("aws:PrincipalTag/", [...identity.tags, ...(session?.tags ?? [])]),
  };
}

export const tagKeys = (prefix: string, tags: Tag[]): ContextInput =>
  Object.fromEntries(tags.map(({ Key, Value }) => [prefix + Key, Value]));

/** `aws:RequestTag/…` and `aws:TagKeys` of a call that sets tags. */
export const requestTagKeys = (tags: Tag[]): ContextInput =>
  tags.length === 0 ? {} : { ...tagKeys("aws:RequestTag/", tags), "aws:TagKeys": tags.map(({ Key }) => Key) };
