/** The queue of registrations and removals. A job carries its workspace id; the worker enters that workspace first. */
import { LIVENESS } from "#lib/liveness.ts";
import type { QueueOf } from "#lib/queue/queue.ts";

export type RegistrationJob = { workspaceId: string; instanceRoleId: string; registrationId: string };

export const registrationQueue: QueueOf<RegistrationJob> = {
  name: "registration",
  notify: true,
  // pg-boss's own timeout, reached only where no other worker requeues the job sooner (lib/liveness.ts).
  heartbeatSeconds: LIVENESS.bossGivesUpMs / 1_000,
  // Longer than all waits of a run together: a run ends by itself before.
  expireInSeconds: 900,
  // An unexpected error is retried three times within about eight seconds, then the run fails.
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 4,
};
