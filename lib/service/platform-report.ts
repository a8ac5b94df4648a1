import {
  type PlatformFacts,
  type PlatformFinding,
  platformFindings,
} from "#lib/aws-accounts/platform-findings.ts";
import { platformIsRefusedEverywhere } from "#lib/aws-accounts/platform-store.ts";
import { platformOfNewestWorker } from "#lib/aws-accounts/store.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { listMyWorkspaces } from "#lib/workspaces/list-mine.ts";
import { secondsSinceWorkerSeen } from "./health-store.ts";

export type PlatformReport = PlatformFacts & { findings: PlatformFinding[] };

/**
 * Returns the platform principal and problems with it. For admins of any workspace: it contains no tenant's data.
 * @throws Refusal `forbidden`
 */
export async function platformReport(userId: string): Promise<PlatformReport> {
  const workspaces = await listMyWorkspaces(userId);
  if (!workspaces.some(({ role }) => role === "ADMIN")) {
    throw new Refusal("forbidden", "Only admins may see this page.");
  }
  const [identity, workerSeenSeconds, isRefusedEverywhere] = await Promise.all([
    platformOfNewestWorker(),
    secondsSinceWorkerSeen(),
    platformIsRefusedEverywhere(),
  ]);
  const facts: PlatformFacts = {
    awsMode: env().ROLECALL_AWS,
    toldArn: env().ROLECALL_PLATFORM_PRINCIPAL_ARN ?? null,
    foundArn: identity?.arn ?? null,
    callerArn: identity?.callerArn ?? null,
    problem: identity?.problem ?? null,
    workerSeenSeconds,
    isRefusedEverywhere,
    templateUrl: env().ROLECALL_CLOUDFORMATION_TEMPLATE_URL ?? null,
  };
  return { ...facts, findings: platformFindings(facts) };
}
