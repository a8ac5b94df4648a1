/** The worker process: works the jobs of all queues. Prints only `worker ready` on stdout. */
import { accountCheckQueue } from "#lib/aws-accounts/check-job.ts";
import { startCheckingAccounts } from "#lib/aws-accounts/schedule.ts";
import { workAccountCheck } from "#lib/aws-accounts/work-check.ts";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { env } from "#lib/env.ts";
import { roleCheckQueue } from "#lib/instance-roles/checking/job.ts";
import { workRoleCheck } from "#lib/instance-roles/checking/work.ts";
import { importQueue } from "#lib/instance-roles/import/job.ts";
import { workImport } from "#lib/instance-roles/import/work.ts";
import { registrationQueue } from "#lib/instance-roles/registration/job.ts";
import { workRegistration } from "#lib/instance-roles/registration/work.ts";
import { instanceChangeQueue } from "#lib/instances/change/job.ts";
import { workInstanceChange } from "#lib/instances/change/work.ts";
import { log } from "#lib/log.ts";
import { serveMetrics } from "#lib/metrics/serve.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { questionQueue } from "#lib/questions/job.ts";
import { closeQueue } from "#lib/queue/queue.ts";
import { serve } from "#lib/queue/serve.ts";
import { requireKeysInUse } from "#lib/service/encryption.ts";
import { requireBoundMode } from "#lib/service/mode.ts";
import { answerQuestion } from "./answer-question.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startRetention } from "./retention.ts";
import { startSweeping } from "./sweeper.ts";

const GRACE_MS = 4_000;
/** Concurrent checks of accounts; each makes about twenty calls. */
const CHECKS_AT_ONCE = 8;
/** Concurrent questions; each makes about a dozen calls. */
const QUESTIONS_AT_ONCE = 16;
/** Concurrent checks of one workspace, so that refused connections of one do not delay others. */
const CHECKS_PER_WORKSPACE = 4;
/** Concurrent checks of roles; each makes about six calls. */
const ROLE_CHECKS_AT_ONCE = 16;
/** Concurrent imports, one of each workspace: those of one take turns anyway. */
const IMPORTS_AT_ONCE = 2;
/** Concurrent changes of EC2 instances, in total and in one account. */
const INSTANCE_CHANGES = { concurrency: 8, perGroup: 2 };

const { ROLECALL_CONCURRENCY, ROLECALL_ACCOUNT_CONCURRENCY } = env();
// At start, not at the first registration.
requiredPolicySet();

await requireBoundMode();
await requireKeysInUse();
serveMetrics();
const heartbeat = await startHeartbeat();
const sweeper = startSweeping();
const retention = startRetention();
const registrations = await serve(
  registrationQueue,
  {
    concurrency: ROLECALL_CONCURRENCY,
    perGroup: ROLECALL_ACCOUNT_CONCURRENCY,
    many: { concurrency: shareOf(ROLECALL_CONCURRENCY), perGroup: shareOf(ROLECALL_ACCOUNT_CONCURRENCY) },
  },
  workRegistration,
);
const checks = await serve(
  accountCheckQueue,
  { concurrency: CHECKS_AT_ONCE, perGroup: CHECKS_PER_WORKSPACE },
  workAccountCheck,
);
const roleChecks = await serve(
  roleCheckQueue,
  { concurrency: ROLE_CHECKS_AT_ONCE, perGroup: ROLECALL_ACCOUNT_CONCURRENCY },
  workRoleCheck,
);
const imports = await serve(importQueue, { concurrency: IMPORTS_AT_ONCE, perGroup: 1 }, workImport);
const questions = await serve(
  questionQueue,
  { concurrency: QUESTIONS_AT_ONCE, perGroup: CHECKS_PER_WORKSPACE },
  answerQuestion,
);
const instanceChanges = await serve(instanceChangeQueue, INSTANCE_CHANGES, workInstanceChange);
const schedule = startCheckingAccounts();

console.log("worker ready");

/** The share of places for imports: three quarters, and at least one. */
function shareOf(places: number): number {
  return Math.max(1, Math.floor(places * 0.75));
}

let isStopping = false;

async function stop(why: string) {
  if (isStopping) return;
  isStopping = true;
  log.info({ why }, "the worker stops");
  sweeper.stop();
  retention.stop();
  schedule.stop();
  const serving = [registrations, checks, roleChecks, imports, questions, instanceChanges];
  await Promise.all(serving.map((each) => each.stop(GRACE_MS)));
  await heartbeat.stop();
  await closeQueue(0);
  await Promise.all([closeDb(), closeDirect()]);
  process.exit(0);
}

process.once("SIGTERM", () => stop("SIGTERM"));
process.once("SIGINT", () => stop("SIGINT"));
// The launcher was killed, and cannot end this process.
if (process.send) process.once("disconnect", () => stop("the launcher has gone"));
