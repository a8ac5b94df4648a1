/** The queue of changes to EC2 instances' profiles. A job carries its tenant; the worker enters it before anything else. */
import { LIVENESS } from "#lib/liveness.ts";
import type { QueueOf } from "#lib/queue/queue.ts";

export type InstanceChangeJob = { workspaceId: string; changeId: string };

export const instanceChangeQueue: QueueOf<InstanceChangeJob> = {
  name: "instance-change",
  notify: true,
  heartbeatSeconds: LIVENESS.bossGivesUpMs / 1_000,
  // Five hundred instances, and AWS slow with each: a run that gets nowhere ends itself long before.
  expireInSeconds: 1_800,
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
};
