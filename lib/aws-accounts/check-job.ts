/** The queue of account checks. A job carries its workspace, which the worker enters before any query. */
import type { QueueOf } from "#lib/queue/queue.ts";

/** `scheduled`: started by the schedule, not requested by a user. */
export type AccountCheckJob = {
  workspaceId: string;
  awsAccountId: string;
  checkId: string;
  scheduled: boolean;
};

export const accountCheckQueue: QueueOf<AccountCheckJob> = {
  name: "account-check",
  notify: true,
  heartbeatSeconds: 10,
  // Longer than every budget of waiting together: a check ends itself.
  expireInSeconds: 600,
  retryLimit: 2,
  retryDelay: 2,
  retryBackoff: true,
};
