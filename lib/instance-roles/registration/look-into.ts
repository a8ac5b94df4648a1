/** Reads a role by its name, or the role in an instance profile, from one connected account. Writes nothing. */
import { AwsError, isCredentials, isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import { stsRegions } from "#lib/aws/regions.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import { openDoor } from "#lib/aws-accounts/connection/door.ts";
import type { Entrance } from "#lib/aws-accounts/connection/entry.ts";
import { READING, readingSession } from "#lib/aws-accounts/connection/reading-session.ts";
import { env } from "#lib/env.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { log } from "#lib/log.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { openJournal, type StepNotes } from "./journal.ts";
import { isEmulator } from "./subject.ts";

export type Wanted = { kind: "role" | "instance_profile"; name: string };

export type Seen =
  | { outcome: "found"; roleArn: string }
  | { outcome: "not_found" | "no_role_inside" | "may_not_look" | "not_reached"; roleArn?: undefined };

type Account = { workspaceId: string; connection: Connection };

// Short, because a person waits for the answer.
const RETRY_MS = 4_000;
const DEADLINE_MS = 15_000;
const SESSION_SECONDS = 900;

export async function lookInto({ workspaceId, connection }: Account, wanted: Wanted): Promise<Seen> {
  const session = readingSession(workspaceId, connection);
  try {
    return await look(connection, wanted, session.get).catch((error: unknown) => {
      if (!isCredentials(error)) throw error;
      // A cached session ends when the connection role is recreated or its sessions are revoked; a new one decides.
      session.forget();
      return look(connection, wanted, session.get);
    });
  } catch (error) {
    return unseen(error);
  }
}

function unseen(error: unknown): Seen {
  if (isNoSuchEntity(error)) return { outcome: "not_found" };
  if (isDenied(error)) return { outcome: "may_not_look" };
  if (error instanceof RegistrationFailed) return { outcome: "not_reached" };
  if (!(error instanceof AwsError)) throw error;
  log.error({ err: error }, "a look for a role came upon something unexpected");
  return { outcome: "not_reached" };
}

type Kept = (open: () => Promise<Entrance>) => Promise<Entrance>;

/** Returns what was read only after the account ID was confirmed and the external ID proved to be required. */
async function look(connection: Connection, wanted: Wanted, kept: Kept): Promise<Seen> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const journal = openJournal({
    write: async () => true,
    retry: { budgetMs: RETRY_MS, signal, emulator: isEmulator() },
    onSuperseded: () => {},
    onWriteFailed: () => {},
  });
  try {
    return await journal.step("find_role", async (notes) => {
      const door = openDoor(entryOf(connection, notes, { signal, kept }));
      const read = door.entrance.then((entrance) => roleOf({ ...entrance, caller: notes.caller }, wanted));
      const [, , , seen] = await sideBySide(door.rightAccount, door.without, door.wrong, read);
      return seen;
    });
  } finally {
    await journal.close();
  }
}

async function roleOf(aws: Aws, { kind, name }: Wanted): Promise<Seen> {
  if (kind === "role") return { outcome: "found", roleArn: (await getRole(aws, name)).arn };
  const [roleArn] = (await getInstanceProfile(aws, name)).roleArns;
  return roleArn ? { outcome: "found", roleArn } : { outcome: "no_role_inside" };
}

function entryOf(connection: Connection, notes: StepNotes, how: { signal: AbortSignal; kept: Kept }) {
  const tested = connection.isProven ? ("beside" as const) : ("first" as const);
  return {
    connection,
    caller: notes.caller,
    policy: READING,
    durationSeconds: SESSION_SECONDS,
    sessionName: `rolecall-check-${crypto.randomUUID()}`,
    stsRegions: stsRegions(connection.partition, env().AWS_REGION),
    emulator: isEmulator(),
    freshMs: 0,
    notes: { entrance: notes, without: notes, wrong: notes },
    refusal: isEmulator() ? ("never" as const) : tested,
    ...how,
  };
}
