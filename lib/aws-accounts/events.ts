/**
 * What happens to AWS accounts, as it happens: told by Postgres, read once for everybody who follows the workspace
 * (docs/decisions/0004). Who follows sees the row and shows of it what they may see.
 */
import { type Change, listenForChanges } from "#lib/db/change-feed.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { log } from "#lib/log.ts";
import { type AwsAccountRow, findChangedAccounts } from "./store.ts";

export type AccountEvent = { type: "account"; account: AwsAccountRow } | { type: "removed"; id: string };

export type AccountFollower = {
  /** Only this account. */
  awsAccountId?: string | undefined;
  tell(event: AccountEvent): void;
};

type Following = {
  followers: Set<AccountFollower>;
  /** Changed since the last read: id → whether it is gone. */
  changed: Map<string, boolean>;
  isReading: boolean;
  /** Everything up to this version has been told. */
  newest: bigint;
};

// Next gives route handlers and instrumentation separate module instances.
const shared = globalThis as { rolecallFollowingAccounts?: Map<string, Following> };

/** Follows until what is returned is called. What changed after `since` is told first. */
export async function followAccounts(
  workspaceId: string,
  follower: AccountFollower,
  since: bigint,
): Promise<() => void> {
  const following = followingOf(workspaceId);
  following.followers.add(follower);
  const stop = () => {
    following.followers.delete(follower);
    if (following.followers.size === 0 && all().get(workspaceId) === following) all().delete(workspaceId);
  };
  try {
    // Listens first and looks second: a change between the two is heard.
    await listenForChanges("aws_account_changed", { onChange, onReconnect });
    for (const event of await readSince(workspaceId, since, follower.awsAccountId)) follower.tell(event);
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}

function followingOf(workspaceId: string): Following {
  const known = all().get(workspaceId);
  if (known) return known;
  const made: Following = { followers: new Set(), changed: new Map(), isReading: false, newest: 0n };
  all().set(workspaceId, made);
  return made;
}

function onChange({ workspaceId, id, deleted }: Change) {
  const following = all().get(workspaceId);
  if (!following || ![...following.followers].some((follower) => isConcerned(follower, id))) return;
  following.changed.set(id, deleted);
  if (!following.isReading) void readOn(workspaceId, following);
}

/** Changes that come while a read is under way are the next read's. */
async function readOn(workspaceId: string, following: Following) {
  following.isReading = true;
  try {
    while (following.changed.size > 0 && following.followers.size > 0) {
      const now = [...following.changed];
      following.changed = new Map();
      const gone = now.filter(([, deleted]) => deleted).map(([id]) => ({ type: "removed" as const, id }));
      const ids = now.filter(([, deleted]) => !deleted).map(([id]) => id);
      hand(following, [...gone, ...(ids.length > 0 ? await read(workspaceId, { ids }) : [])]);
    }
  } catch (error) {
    // The database went away; when the feed is back, everything since is read again.
    log.warn({ err: error, workspaceId }, "reading changed accounts");
  } finally {
    following.isReading = false;
  }
}

async function onReconnect() {
  for (const [workspaceId, following] of all()) {
    try {
      hand(following, await readSince(workspaceId, following.newest));
    } catch (error) {
      log.warn({ err: error, workspaceId }, "catching up with changed accounts");
    }
  }
}

function hand(following: Following, events: AccountEvent[]) {
  for (const event of events) {
    const id = event.type === "removed" ? event.id : event.account.id;
    if (event.type === "account" && event.account.version > following.newest)
      following.newest = event.account.version;
    for (const follower of following.followers) if (isConcerned(follower, id)) follower.tell(event);
  }
}

const readSince = (workspaceId: string, after: bigint, only?: string) => read(workspaceId, { after, only });

async function read(
  workspaceId: string,
  which: Parameters<typeof findChangedAccounts>[2],
): Promise<AccountEvent[]> {
  const accounts = await inWorkspace(workspaceId, (tx) => findChangedAccounts(tx, workspaceId, which));
  return accounts.map((account) => ({ type: "account", account }));
}

const isConcerned = ({ awsAccountId }: AccountFollower, id: string) => !awsAccountId || awsAccountId === id;

function all(): Map<string, Following> {
  shared.rolecallFollowingAccounts ??= new Map();
  return shared.rolecallFollowingAccounts;
}
