/** connect: through the door to the account, with the proof that it is safe beside the reads. */
import { openDoor } from "#lib/aws-accounts/connection/door.ts";
import type { Entrance } from "#lib/aws-accounts/connection/entry.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { StepNotes } from "../journal.ts";
import type { Subject } from "../subject.ts";

export type Link = {
  /** There as soon as it may be used for reading. */
  session: Promise<Entrance>;
  /** The account is the one that was meant, and asks for the external ID. Nothing is written before. */
  proven: Promise<Warning[]>;
};

type How = {
  /** What was done through an open door may be taken back through it. */
  undoing?: boolean;
  /** Gives a session that is kept, or opens one, which is then as short as AWS allows: for who only reads. */
  kept?: (open: () => Promise<Entrance>) => Promise<Entrance>;
};

// For as long as a session is kept, nobody notices that the role may not be assumed any more.
const SECONDS = { ofARun: 1_800, kept: 900 } as const;

/**
 * A connection that is not proven is tested before its session is given out; of one that is, the test runs beside what
 * reads.
 * @param policy narrows the session, JSON text
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
  // The same failure is told by `session`; whoever waits for both is told once.
  proven.catch(() => {});
  return { session: opened.promise, proven };
}

function entryOf(subject: Subject, notes: StepNotes, { policy, undoing, kept }: How & { policy: string }) {
  const { connection, emulator, budgets, sessionName, stsRegions, signal, isOneOfMany = false } = subject;
  // Emulators enforce no trust: the account's check warns of it, and nothing is proven by asking.
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
