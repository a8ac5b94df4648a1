/** The queue of runs. A job carries its tenant; the worker enters it before anything else. */
import type { QueueOf } from "#lib/queue/queue.ts";

export type RegistrationJob = { workspaceId: string; instanceRoleId: string; registrationId: string };

export const registrationQueue: QueueOf<RegistrationJob> = {
  name: "registration",
  notify: true,
  // A worker that was killed stops its heartbeat; the job is another's after this long.
  heartbeatSeconds: 10,
  // Longer than every budget of waiting together: a run ends itself.
  expireInSeconds: 900,
  // An error nobody expected is tried three times within some eight seconds, then it is told.
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 4,
};
