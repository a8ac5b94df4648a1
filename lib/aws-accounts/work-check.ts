/** Works one job of the account-check queue: runs the checks, stores results as they come, settles the account. */

import { stsRegions } from "#lib/aws/regions.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import type { Job } from "#lib/queue/queue.ts";
import { PERMISSIONS_VERSION } from "#lib/setup-documents/permissions-version.ts";
import { type Checked, checkAccount } from "./check.ts";
import type { AccountCheckJob } from "./check-job.ts";
import { type CheckOutcome, findChecked, settleCheck, writeChecks } from "./check-store.ts";
import type { CheckedAccount, Checking } from "./checks/checking.ts";
import { partsOf } from "./checks/finding.ts";
import { sourceIdentityOf } from "./connection/source-identity.ts";
import { platformPrincipalArn as platformPrincipal } from "./platform-principal.ts";
import { openProgress } from "./progress.ts";

/** @throws whatever is no answer of AWS's, to be tried again, unless this was the last attempt */
export async function workAccountCheck(job: Job<AccountCheckJob>): Promise<void> {
  const account = await withDatabaseRetries(() => findChecked(job.data));
  // The account is gone, or an earlier attempt has settled it.
  if (!account) return;
  const progress = openProgress((checks) => writeChecks(job.data, checks));
  const { awsAccountId, workspaceId, scheduled } = job.data;
  try {
    const platformPrincipalArn = await withDatabaseRetries(platformPrincipal);
    const checking = { ...prepare(job, account), platformPrincipalArn, report: progress.report };
    const checked = await checkAccount(checking);
    await progress.close();
    await withDatabaseRetries(() => settleCheck(job.data, outcomeOf(account, checked, scheduled)));
  } catch (error) {
    await progress.close();
    if (job.signal.aborted || !job.isLastAttempt) throw error;
    log.error({ err: error, awsAccountId, workspaceId }, "a check ended unexpectedly");
    const failure = { reason: "unexpected", facts: {}, step: "connect" } as const;
    await settleCheck(job.data, { checks: [], failure });
  }
}

function prepare(
  { data, signal }: Job<AccountCheckJob>,
  account: CheckedAccount,
): Omit<Checking, "report" | "platformPrincipalArn"> {
  const { ROLECALL_AWS, AWS_REGION, ROLECALL_THROTTLE_BUDGET_MS, ROLECALL_FRESH_BUDGET_MS } = env();
  const emulator = ROLECALL_AWS === "emulator";
  return {
    account,
    required: requiredPoliciesFor(account, requiredPolicySet()),
    caller: { retry: { budgetMs: ROLECALL_THROTTLE_BUDGET_MS, signal, emulator } },
    emulator,
    freshMs: ROLECALL_FRESH_BUDGET_MS,
    sessionName: `rolecall-check-${data.checkId}`,
    sourceIdentity: sourceIdentityOf({ slug: account.workspaceSlug }),
    stsRegions: stsRegions(account.partition, AWS_REGION),
    signal,
  };
}

function outcomeOf(account: CheckedAccount, checked: Checked, scheduled: boolean): CheckOutcome {
  const { checks, failure, connectionRoleId, alias, sourceIdentity, isRotated } = checked;
  const isWhole = checks
    .filter(({ name }) => partsOf(name).kind === "permission")
    .every(({ status }) => status === "passed");
  return {
    checks,
    failure,
    ...(alias !== undefined && { alias }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    // A role that was made anew stays a warning until somebody has looked.
    ...(connectionRoleId && !(scheduled && account.connectionRoleId) && { connectionRoleId }),
    ...(isRotated && account.pendingExternalId && { promotedExternalId: account.pendingExternalId }),
    ...(isWhole && { permissionsVersion: PERMISSIONS_VERSION }),
  };
}
