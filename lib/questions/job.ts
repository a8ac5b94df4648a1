/** The queue of questions to AWS that somebody waits for. The process they reach has no way to AWS: workers answer. */
import type { QueueOf } from "#lib/queue/queue.ts";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";

/** `role`: of who asked, as whom the worker asks. */
export type QuestionJob = { workspaceId: string; questionId: string; role: WorkspaceRole };

export const questionQueue: QueueOf<QuestionJob> = {
  name: "question",
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 60,
  // Whoever asked has gone by the time it would be tried again.
  retryLimit: 0,
};
