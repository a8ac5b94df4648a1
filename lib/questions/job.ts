/**
 * The queue of questions to AWS on which a request waits. Workers answer, because the web process has no AWS
 * credentials.
 */
import type { QueueOf } from "#lib/queue/queue.ts";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";

/** `role` is the asking member's role, with which the worker acts. */
export type QuestionJob = { workspaceId: string; questionId: string; role: WorkspaceRole };

export const questionQueue: QueueOf<QuestionJob> = {
  name: "question",
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 60,
  // No retries: the request has timed out by then.
  retryLimit: 0,
};
