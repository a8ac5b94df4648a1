/**
 * Every clock by which a worker is known to be alive, in milliseconds, and how they hang together. Two questions are kept
 * apart: whether a job's worker has died (the queue's heartbeat) and whether an attempt may still change its AWS role
 * (the lease on the role, whose token is the attempt's number). Only the second one protects AWS.
 */
export const LIVENESS = {
  /** A worker touches the jobs in its hands, and looks for jobs that nobody touches. */
  heartbeatMs: 2_000,
  /** A job that nobody has touched for so long goes back into the queue. */
  orphanedAfterMs: 8_000,
  /** pg-boss fails such a job, where no worker was there to put it back. */
  bossGivesUpMs: 10_000,
  /** A free place is filled at the latest; NOTIFY mostly comes first. */
  fetchMs: 1_000,
  /** An attempt renews its lease on the AWS role. */
  renewLeaseMs: 2_000,
  /** An attempt counts the lease as its own for so long after it asked; then it asks again before its next AWS call. */
  leaseIsSureMs: 5_000,
  /** Nobody else gets the lease for so long after it was taken or renewed. */
  leaseLastsMs: 6_000,
  /** An attempt that waits for the lease asks again. */
  askForLeaseMs: 250,
  /** Runs without a job are looked for, and get another when they were quiet for as long. */
  sweepMs: 10_000,
} as const;

/** From a kill -9 to the next attempt's first call, where another worker is there. */
export const LONGEST_TO_RECOVER_MS = LIVENESS.orphanedAfterMs + LIVENESS.heartbeatMs + LIVENESS.fetchMs;
