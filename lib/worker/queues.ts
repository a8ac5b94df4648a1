import { accountCheckQueue } from "#lib/aws-accounts/check-job.ts";
import { roleCheckQueue } from "#lib/instance-roles/checking/job.ts";
import { importQueue } from "#lib/instance-roles/import/job.ts";
import { registrationQueue } from "#lib/instance-roles/registration/job.ts";
import { instanceChangeQueue } from "#lib/instances/change/job.ts";
import { questionQueue } from "#lib/questions/job.ts";
import type { QueueOf } from "#lib/queue/queue.ts";

/** All queues: the migration creates them, the worker serves them. */
export const queues: QueueOf<object>[] = [
  registrationQueue,
  accountCheckQueue,
  roleCheckQueue,
  importQueue,
  questionQueue,
  instanceChangeQueue,
];
