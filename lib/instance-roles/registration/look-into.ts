/** Reads from one connected account with a session that may only read. Writes nothing. */
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
type Read<T> = (aws: Aws) => Promise<T>;

// Short, because a person waits for the answer.
const RETRY_MS = 4_000;
const DEADLINE_MS = 15_000;
const SESSION_SECONDS = 900;

/** Looks for a role by its name, or for the role in an instance profile. */
export async function lookInto(account: Account, wanted: Wanted): Promise<Seen> {
  const read = (aws: Aws) => roleOf(aws, wanted);
  const seen = await readAccount(account, read).catch((error: unknown) => {
    if (isNoSuchEntity(error)) return { outcome: "not_found" as const };
    throw error;
  });
  return "found" in seen ? seen.found : seen;
}

/**
 * Reads something of the account.
 * @throws AwsError where AWS says that what was asked for does not exist
 */
export async function readAccount<T>(
  { workspaceId, connection }: Account,
  read: Read<T>,
): Promise<{ found: T } | { outcome: "may_not_look" | "not_reached" }> {
  const session = readingSession(workspaceId, connection);
  try {
    const found = await look(connection, read, session.get).catch((error: unknown) => {
      if (!isCredentials(error)) throw error;
      // A cached session ends when the connection role is recreated or its sessions are revoked; a new one decides.
      session.forget();
      return look(connection, read, session.get);
    });
    return { found };
  } catch (error) {
    return { outcome: whyUnseen(error) };
  }
}

function whyUnseen(error: unknown): "may_not_look" | "not_reached" {
  if (isDenied(error)) return "may_not_look";
  if (error instanceof RegistrationFailed) return "not_reached";
  if (!(error instanceof AwsError) || isNoSuchEntity(error)) throw error;
  log.error({ err: error }, "a look into an account came upon something unexpected");
  return "not_reached";
}

type Kept = (open: () => Promise<Entrance>) => Promise<Entrance>;

/** Returns what was read only after the account ID was confirmed and the external ID proved to be required. */
async function look<T>(connection: Connection, read: Read<T>, kept: Kept): Promise<T> {
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
      const reading = door.entrance.then((entrance) => read({ ...entrance, caller: notes.caller }));
      const [, , , found] = await sideBySide(door.rightAccount, door.without, door.wrong, reading);
      return found;
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
