/**
 * Sends changes of instance roles to followers. Postgres notifies this process of each change; the changed roles of a
 * workspace are read together once and sent to all its followers. A workspace without followers is not read.
 */
import { type Change, listenForChanges } from "#lib/db/change-feed.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { STEPS } from "#lib/failures/step.ts";
import { log } from "#lib/log.ts";
import { type RoleEvent, readChanged, readSince } from "./read-changes.ts";
import { isSettled } from "./status.ts";
import { newestVersion } from "./store.ts";

export type { RoleEvent };

/** Receives every event of a workspace. */
export type Follower = {
  /** Only this role. */
  instanceRoleId?: string;
  tell(event: RoleEvent): void;
};

/** Is told only that roles have settled or were deleted, at once and without a read. */
export type Waiter = {
  /** Only this role. */
  instanceRoleId?: string;
  settled(instanceRoleId: string): void;
  /** The database connection was lost, and notifications with it. */
  missed(): void;
};

type Following = {
  followers: Set<Follower>;
  waiters: Set<Waiter>;
  /** Changes since the last read: id → whether the role was deleted. */
  changed: Map<string, boolean>;
  isReading: boolean;
  /** All changes up to this version have been sent. */
  newest: bigint;
  /** The steps last sent, so that only changes are sent. */
  stepsTold: Map<string, string>;
  /** Resolves when `newest` is known; waiters do not need it. */
  ready?: Promise<void> | undefined;
};

// Next gives route handlers and instrumentation separate module instances.
const shared = globalThis as { rolecallFollowing?: Map<string, Following> };

/**
 * Follows the roles of a workspace until `stop`. Resolves once no change can be missed; `version` is the
 * starting point.
 */
export async function followRoles(
  workspaceId: string,
  follower: Follower,
): Promise<{ version: bigint; stop(): void }> {
  const following = followingOf(workspaceId);
  const stop = joined(workspaceId, following, following.followers, follower);
  try {
    await (following.ready ??= begin(workspaceId, following));
  } catch (error) {
    following.ready = undefined;
    stop();
    throw error;
  }
  return { version: following.newest, stop };
}

/** Waits for roles of a workspace to settle, until `stop`. Resolves once no change can be missed. */
export async function waitForRoles(workspaceId: string, waiter: Waiter): Promise<{ stop(): void }> {
  const following = followingOf(workspaceId);
  const stop = joined(workspaceId, following, following.waiters, waiter);
  try {
    await listenForChanges("instance_role_changed", { onChange, onReconnect });
  } catch (error) {
    stop();
    throw error;
  }
  return { stop };
}

function followingOf(workspaceId: string): Following {
  const known = all().get(workspaceId);
  if (known) return known;
  const made: Following = {
    followers: new Set(),
    waiters: new Set(),
    changed: new Map(),
    isReading: false,
    newest: 0n,
    stepsTold: new Map(),
  };
  all().set(workspaceId, made);
  return made;
}

/**
 * Adds a follower or waiter.
 * @returns a function that removes it
 */
function joined<Who>(workspaceId: string, following: Following, those: Set<Who>, who: Who): () => void {
  those.add(who);
  return () => {
    those.delete(who);
    const isLeft = following.followers.size + following.waiters.size === 0;
    if (isLeft && all().get(workspaceId) === following) all().delete(workspaceId);
  };
}

/** Subscribes before reading, so that a change between the two is not missed. */
async function begin(workspaceId: string, following: Following) {
  await listenForChanges("instance_role_changed", { onChange, onReconnect });
  const version = await inWorkspace(workspaceId, (tx) => newestVersion(tx, workspaceId));
  if (version > following.newest) following.newest = version;
}

function onChange({ workspaceId, id, deleted, settled }: Change) {
  const following = all().get(workspaceId);
  if (!following) return;
  if (settled) for (const waiter of following.waiters) if (isConcerned(waiter, id)) waiter.settled(id);
  if (![...following.followers].some((follower) => isConcerned(follower, id))) return;
  following.changed.set(id, deleted);
  if (!following.isReading) void readOn(workspaceId, following);
}

/**
 * Reads changes until there are none left. Changes that arrive during a read go into the next, so a workspace has one
 * read at a time.
 */
async function readOn(workspaceId: string, following: Following) {
  following.isReading = true;
  try {
    while (following.changed.size > 0 && following.followers.size > 0) {
      const now = [...following.changed];
      following.changed = new Map();
      const ids = (gone: boolean) => now.filter(([, deleted]) => deleted === gone).map(([id]) => id);
      hand(following, await readChanged(workspaceId, { changed: ids(false), deleted: ids(true) }));
    }
  } catch (error) {
    // The database connection was lost; when the feed is back, everything since is read again.
    log.warn({ err: error, workspaceId }, "reading changed roles");
  } finally {
    following.isReading = false;
  }
}

async function onReconnect() {
  for (const [workspaceId, following] of all()) {
    for (const waiter of following.waiters) waiter.missed();
    if (following.followers.size === 0) continue;
    try {
      hand(following, await readSince(workspaceId, following.newest));
    } catch (error) {
      log.warn({ err: error, workspaceId }, "catching up with changed roles");
    }
  }
}

function hand(following: Following, events: RoleEvent[]) {
  for (const event of events) {
    if (isOldNews(following, event)) continue;
    for (const follower of following.followers) tellIfWanted(follower, event);
  }
}

/** Sends an event to a follower of its role, or of all roles. */
export function tellIfWanted(follower: Follower, event: RoleEvent) {
  if (event.instanceRoleId && !isConcerned(follower, event.instanceRoleId)) return;
  follower.tell(event);
}

const isConcerned = ({ instanceRoleId }: { instanceRoleId?: string }, id: string) =>
  !instanceRoleId || instanceRoleId === id;

function isOldNews(following: Following, event: RoleEvent): boolean {
  if (event.type === "role") {
    const version = BigInt(event.role.version);
    if (version > following.newest) following.newest = version;
    if (isSettled(event.role.status)) forgetSteps(following, event.instanceRoleId);
    return false;
  }
  if (event.type !== "step") return false;
  const key = `${event.instanceRoleId} ${event.step.name}`;
  const now = `${event.registrationId} ${event.fingerprint}`;
  if (following.stepsTold.get(key) === now) return true;
  following.stepsTold.set(key, now);
  return false;
}

function forgetSteps(following: Following, instanceRoleId: string) {
  for (const step of STEPS) following.stepsTold.delete(`${instanceRoleId} ${step}`);
}

function all(): Map<string, Following> {
  shared.rolecallFollowing ??= new Map();
  return shared.rolecallFollowing;
}
