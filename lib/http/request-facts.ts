/** What is known of a request, for the log and the metrics: filled in as it becomes known. */
import type { Actor } from "#lib/workspaces/context.ts";

export type RequestFacts = {
  requestId: string;
  /** The operation's id. */
  operation: string;
  /** The slug in the path, whether or not there is such a workspace. */
  workspace?: string;
  /** `user <id>` or `api_token <id>`. */
  actor?: string;
};

export const actorId = (actor: Actor): string =>
  actor.kind === "system" ? "system" : `${actor.kind} ${actor.id}`;
