/** connect: opens a session in the account, and proves in parallel with the first reads that the connection is safe. */
import { openDoor } from "#lib/aws-accounts/connection/door.ts";
import type { Entrance } from "#lib/aws-accounts/connection/entry.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { StepNotes } from "../journal.ts";
import type { Subject } from "../subject.ts";

export type Link = {
  /** Resolves as soon as the session may be used for reads. */
  session: Promise<Entrance>;
  /** Resolves when the account ID is confirmed and the external ID proved to be required; no write is sent before. */
  proven: Promise<Warning[]>;
};

type How = {
  /**
   * For undoing, which is allowed where the external ID is not required: a run may have written before that was known.
   */
  undoing?: boolean;
  /** Returns a cached session or calls `open`; sessions are then of the shortest duration, and for reads only. */
  kept?: (open: () => Promise<Entrance>) => Promise<Entrance>;
};

// The shortest: while a session is cached, a withdrawn permission to assume the role goes unnoticed.
const SECONDS = { ofARun: 1_800, kept: 900 } as const;

/**
 * Opens the session. An unproven connection is tested before its session is given out; for a proven one the test runs
 * in parallel with the reads.
 * @param policy the session policy, JSON
 */
export function connect(subject: Subject, policy: string, how: How = {}): Link {
  const opened = Promise.withResolvers<Entrance>();
  const proven = subject.journal.step("connect", async (notes) => {
    const door = openDoor(entryOf(subject, notes, { policy, ...how }));
    door.entrance.then(opened.resolve, opened.reject);
    const entrance = await door.entrance;
    await sideBySide(door.rightAccount, door.without, door.wrong);
    return warningsOf(subject, entrance);
  });
  // `session` rejects with the same failure; a caller that awaits both sees it once.
  proven.catch(() => {});
  return { session: opened.promise, proven };
}

function entryOf(subject: Subject, notes: StepNotes, { policy, undoing, kept }: How & { policy: string }) {
  const { connection, emulator, budgets, sessionName, stsRegions, signal, isOneOfMany = false } = subject;
  // Emulators do not enforce trust policies, so a test proves nothing; the account's check warns of it.
  const isUntested = undoing || emulator;
  const tested = connection.isProven ? ("beside" as const) : ("first" as const);
  return {
    connection,
    caller: notes.caller,
    policy,
    durationSeconds: kept ? SECONDS.kept : SECONDS.ofARun,
    sessionName,
    stsRegions,
    emulator,
    freshMs: budgets.freshMs,
    signal,
    notes: { entrance: notes, without: notes, wrong: notes },
    refusal: isUntested ? ("never" as const) : tested,
    isOneOfMany,
    kept,
  };
}

function warningsOf({ connection }: Subject, { assumedRoleId }: Entrance): Warning[] {
  const { connectionRoleId: storedRoleId } = connection;
  if (!storedRoleId || !assumedRoleId || storedRoleId === assumedRoleId) return [];
  return [{ code: "connection_role_recreated", facts: { storedRoleId, currentRoleId: assumedRoleId } }];
}
