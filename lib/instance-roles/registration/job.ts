/** The queue of runs. A job carries its tenant; the worker enters it before anything else. */
import { LIVENESS } from "#lib/liveness.ts";
import type { QueueOf } from "#lib/queue/queue.ts";

export type RegistrationJob = { workspaceId: string; instanceRoleId: string; registrationId: string };

export const registrationQueue: QueueOf<RegistrationJob> = {
  name: "registration",
  notify: true,
  // Only where no other worker is there, which puts the job back sooner (lib/liveness.ts).
  heartbeatSeconds: LIVENESS.bossGivesUpMs / 1_000,
  // Longer than every budget of waiting together: a run ends itself.
  expireInSeconds: 900,
  // An error nobody expected is tried three times within some eight seconds, then it is told.
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 4,
};
