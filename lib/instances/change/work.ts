/** One job of the instance-change queue: into the account, the profiles as they are now, then the instances. */
import { AwsError } from "#lib/aws/errors.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { AwsAccountRow } from "#lib/aws-accounts/store.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { env } from "#lib/env.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { connectionOf } from "#lib/instance-roles/connection-of.ts";
import { openJournal } from "#lib/instance-roles/registration/journal.ts";
import { connect } from "#lib/instance-roles/registration/steps/connect.ts";
import { isEmulator, subjectOf } from "#lib/instance-roles/registration/subject.ts";
import { log } from "#lib/log.ts";
import type { Job } from "#lib/queue/queue.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { ChangeItem, ProfileRef } from "./item.ts";
import type { InstanceChangeJob } from "./job.ts";
import { resolveProfile } from "./profiles.ts";
import { reasonOf } from "./refused.ts";
import { type ChangeLog, runChange } from "./run.ts";
import { changePolicy } from "./session-policy.ts";
import {
  type ChangeRow,
  findWork,
  type ItemRow,
  recordIntent,
  recordMade,
  settleDone,
  settleFailed,
} from "./store.ts";

/** EC2's changing calls share one small allowance a Region: more at once only get throttled. */
const MOST_AT_ONCE = 16;

/** @throws whatever is no answer of AWS's, to be tried again, unless this was the last attempt */
export async function workInstanceChange(job: Job<InstanceChangeJob>): Promise<void> {
  const work = await withDatabaseRetries(() => findWork(job.data));
  // Settled by an earlier attempt whose answer to the queue was lost, or the account is gone.
  if (!work) return;
  try {
    await carryOut(job, work.change, await enter(job, work.account));
  } catch (error) {
    if (job.signal.aborted) throw error;
    if (error instanceof RegistrationFailed) {
      return settleFailed(job.data, "account_not_reachable", { failure: error.failure.reason });
    }
    if (error instanceof AwsError) {
      const { reason, facts } = reasonOf(error);
      return settleFailed(job.data, reason, facts);
    }
    if (!job.isLastAttempt) throw error;
    log.error({ err: error, ...job.data }, "a change of instances ended unexpectedly");
    await settleFailed(job.data, "unexpected", {});
  }
}

/** A session that may change instance profiles and nothing else, once the connection is proven. */
async function enter({ data, signal }: Job<InstanceChangeJob>, account: AwsAccountRow): Promise<Aws> {
  const { ROLECALL_THROTTLE_BUDGET_MS, ROLECALL_FRESH_BUDGET_MS } = env();
  const retry = { budgetMs: ROLECALL_THROTTLE_BUDGET_MS, signal, emulator: isEmulator() };
  const journal = openJournal({
    write: async () => true,
    retry,
    onSuperseded: () => {},
    onWriteFailed: () => {},
  });
  const subject = subjectOf({
    roleArn: roleArnFrom(account.connectionRoleArn),
    connection: connectionOf(account),
    journal,
    budgets: { freshMs: ROLECALL_FRESH_BUDGET_MS, propagationMs: 0 },
    sessionName: `rolecall-${data.changeId}`,
    signal,
  });
  try {
    const link = connect(subject, changePolicy());
    const [session] = await Promise.all([link.session, link.proven]);
    return { ...session, caller: { retry } };
  } finally {
    await journal.close();
  }
}

async function carryOut(
  { data, signal }: Job<InstanceChangeJob>,
  change: ChangeRow,
  aws: Aws,
): Promise<void> {
  const { ROLECALL_ACCOUNT_CONCURRENCY, ROLECALL_PROPAGATION_BUDGET_MS } = env();
  const resolved = await resolveAll(aws, change);
  const gone = change.items.filter((row) => row.wantedArn && !resolved.get(keyOf(row)));
  for (const { instanceId, wantedArn } of gone) {
    await settleFailed({ ...data, instanceId }, "profile_gone", { profileArn: wantedArn as string });
  }
  const items = change.items.filter((row) => !gone.includes(row)).map((row) => toItem(row, resolved));
  if (items.length === 0) return;
  await runChange({
    aws,
    region: change.region,
    items,
    atOnce: Math.min(MOST_AT_ONCE, ROLECALL_ACCOUNT_CONCURRENCY),
    patienceMs: ROLECALL_PROPAGATION_BUDGET_MS,
    log: logOf(data),
    signal,
  });
}

const keyOf = ({ wantedArn, wantedId }: ItemRow) => `${wantedArn} ${wantedId}`;

/** Each profile is read once, however many instances are to get it. */
async function resolveAll(aws: Aws, change: ChangeRow): Promise<Map<string, ProfileRef | null>> {
  const wanted = new Map(change.items.filter((row) => row.wantedArn).map((row) => [keyOf(row), row]));
  const resolved = await Promise.all(
    [...wanted].map(async ([key, { wantedArn, wantedId }]) => {
      const profile = { arn: wantedArn as string, profileId: wantedId };
      return [key, await resolveProfile(aws, profile, change.roleArn)] as const;
    }),
  );
  return new Map(resolved);
}

function toItem(row: ItemRow, resolved: Map<string, ProfileRef | null>): ChangeItem {
  const { instanceId, expected, before, intent, made } = row;
  return {
    instanceId,
    wanted: row.wantedArn ? (resolved.get(keyOf(row)) ?? null) : null,
    ...(expected && { expected }),
    ...(before && { before }),
    ...(intent && { intent }),
    ...(made && { made }),
  };
}

function logOf(data: InstanceChangeJob): ChangeLog {
  const write = (work: () => Promise<void>) => withDatabaseRetries(work);
  return {
    intend: (instanceId, intent) => write(() => recordIntent({ ...data, instanceId }, intent)),
    made: (instanceId, id) => write(() => recordMade({ ...data, instanceId }, id)),
    done: (instanceId, outcome, id) => write(() => settleDone({ ...data, instanceId }, outcome, id)),
    failed: (instanceId, reason, facts) => write(() => settleFailed({ ...data, instanceId }, reason, facts)),
  };
}
