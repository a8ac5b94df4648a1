/** The queue of account checks. A job carries its tenant; the worker enters it before anything else. */
import type { QueueOf } from "#lib/queue/queue.ts";

/** `scheduled`: nobody asked for it by hand. */
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
