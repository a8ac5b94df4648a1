import type { AwsCall } from "#lib/aws/call.ts";
import { log } from "#lib/log.ts";
import type { Attempt } from "./ownership/attempt.ts";

type Facts = Pick<
  Attempt,
  "workspaceId" | "instanceRoleId" | "registrationId" | "requestedBy" | "requestId" | "roleArn"
>;

/** Logs each call of a run that changes something in AWS, refused or not: for whom, at which request, with AWS's own id of it. */
export function logWritesOf(run: Facts): (call: AwsCall) => void {
  const { workspaceId, instanceRoleId, registrationId, requestedBy, requestId, roleArn } = run;
  const facts = { workspaceId, instanceRoleId, registrationId, actor: requestedBy, requestId };
  return ({ service, action, attempts, requestId: awsRequestId, code }) => {
    if (isRead(action)) return;
    const call = { action: `${service}:${action}`, role: roleArn.arn, attempts, awsRequestId, code };
    log.info({ ...facts, ...call }, "an AWS write");
  };
}

/** Whatever is not known to read is a write. */
export const isRead = (action: string): boolean => /^(Get|List|Describe|Simulate|AssumeRole$)/.test(action);
