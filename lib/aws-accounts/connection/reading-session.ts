/** Sessions that may only read, kept for each connected account, so that a check need not assume the role each time. */

import { SessionCache } from "#lib/aws/session.ts";
import type { Connection } from "./connection.ts";
import type { Entrance } from "./entry.ts";
import { readOnlyPolicy } from "./read-only-policy.ts";

export const READING = readOnlyPolicy();

export type ReadingSession = {
  /** The one that is kept, or a new one. */
  get(open: () => Promise<Entrance>): Promise<Entrance>;
  forget(): void;
};

// Next gives route handlers module instances of their own.
const shared = globalThis as { rolecallReadingSessions?: SessionCache<Entrance> };

/** The session of one account of one workspace; another external ID or connection role makes it another session. */
export function readingSession(workspaceId: string, connection: Connection): ReadingSession {
  shared.rolecallReadingSessions ??= new SessionCache();
  const cache = shared.rolecallReadingSessions;
  const { id, connectionRoleArn, connectionRoleId, externalId, pendingExternalId } = connection;
  const key = [workspaceId, id, connectionRoleArn, connectionRoleId, externalId, pendingExternalId, READING];
  return {
    get: (open) => cache.get(JSON.stringify(key), open),
    forget: () => cache.forget(JSON.stringify(key)),
  };
}
