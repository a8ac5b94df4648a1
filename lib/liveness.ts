/**
 * Every timing by which workers are known to be alive, in milliseconds. Two questions are kept apart: whether a job's
 * worker has died (the queue's heartbeat), and whether an attempt may still change its AWS role (the lease on the role,
 * whose fencing token is the attempt's number). Only the second protects AWS.
 */
export const LIVENESS = {
  /** How often a worker touches its jobs and looks for orphaned ones. */
  heartbeatMs: 2_000,
  /** After this time without a touch, a job is requeued. */
  orphanedAfterMs: 8_000,
  /** After this time pg-boss fails the job, where no worker has requeued it. */
  bossGivesUpMs: 10_000,
  /** The longest time until a free place is filled; NOTIFY is usually sooner. */
  fetchMs: 1_000,
  /** How often an attempt renews its lease on the AWS role. */
  renewLeaseMs: 2_000,
  /**
   * How long after a renewal's request an attempt counts the lease as its own; then it renews before its next AWS call.
   */
  leaseIsSureMs: 5_000,
  /** How long after a renewal the lease lasts; nobody else can take it before. */
  leaseLastsMs: 6_000,
  /** How often an attempt that waits for the lease asks for it. */
  askForLeaseMs: 250,
  /** How often runs without a job are looked for, and how long they must have been quiet to get one. */
  sweepMs: 10_000,
} as const;

/** The longest time from a kill -9 to the next attempt's first call, where another worker runs. */
export const LONGEST_TO_RECOVER_MS = LIVENESS.orphanedAfterMs + LIVENESS.heartbeatMs + LIVENESS.fetchMs;
