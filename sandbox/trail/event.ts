import { randomUUID } from "node:crypto";
import type { Caller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import { IAM_REGION } from "../state/arns.ts";
import type { AwsRequest } from "../wire/request.ts";
import type { TrailEvent } from "./trail.ts";

/** A call that changes something, with its outcome. */
export type Change = {
  request: AwsRequest;
  caller: Caller;
  now: number;
  /** AWS's refusal. */
  refused?: { code: string; message: string };
};

/** Whether an API only reads, so that no event is kept. */
export const isRead = (action: string) =>
  /^(?:Get|List|Describe|Simulate|Decode|AssumeRole|Lookup)/.test(action);

/** Returns the event of a call. */
export function eventOf({ request, caller, now, refused }: Change): TrailEvent {
  const { service, action, region, requestId, received } = request;
  const { account } = caller;
  return {
    eventVersion: "1.11",
    userIdentity: identityOf(caller),
    eventTime: new Date(now).toISOString().replace(/\.\d{3}Z$/, "Z"),
    eventSource: `${service}.amazonaws.com`,
    eventName: action,
    // IAM is global: its events are in the partition's home Region.
    awsRegion: service === "iam" ? IAM_REGION[account.partition] : region,
    sourceIPAddress: received.remoteAddress?.replace(/^::ffff:/, "") ?? "",
    userAgent: received.headers["user-agent"] ?? "",
    ...(refused && { errorCode: refused.code, errorMessage: refused.message }),
    requestParameters: refused ? null : parametersOf(request),
    responseElements: refused ? null : responseOf(account, request),
    requestID: requestId,
    eventID: randomUUID(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account.id,
    eventCategory: "Management",
  };
}

function identityOf({ account, arn, userId, identity, session }: Caller): object {
  const accountId = account.id;
  if (!session) {
    return { type: "IAMUser", principalId: userId, arn, accountId, userName: identity.name };
  }
  const sessionIssuer = {
    type: "Role",
    principalId: identity.id,
    arn: identity.arn,
    accountId,
    userName: identity.name,
  };
  return { type: "AssumedRole", principalId: userId, arn, accountId, sessionContext: { sessionIssuer } };
}

/** The request's parameters, `RoleName` as `roleName`; lists and structures are left out. */
function parametersOf({ form }: AwsRequest): Record<string, string> {
  const own = Object.entries(form).filter(([name]) => !/[.]|^(?:Action|Version)$/.test(name));
  return Object.fromEntries(
    own.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

/** A created role's id, which differs from that of an earlier role of its name. */
function responseOf(account: Account, { action, form }: AwsRequest): object | null {
  const role = action === "CreateRole" ? account.role(form.RoleName ?? "") : undefined;
  return role ? { role: { roleName: role.name, roleId: role.id, arn: role.arn, path: role.path } } : null;
}
