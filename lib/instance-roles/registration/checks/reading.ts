/** A look at one role in AWS through a session that may only read and is kept between looks. */
import { isCredentials } from "#lib/aws/errors.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import { READING, readingSession } from "#lib/aws-accounts/connection/reading-session.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import { openJournal } from "../journal.ts";
import { connect, type Link } from "../steps/connect.ts";
import { isEmulator, type Subject, subjectOf } from "../subject.ts";

export type ToRead = { workspaceId: string; roleArn: RoleArn; connection: Connection };

// Somebody waits for the answer; a registration itself is more patient.
const PATIENCE_MS = 4_000;
const DEADLINE_MS = 20_000;

/**
 * Hands `look` the way into the account. Nothing is waited for that may be there a minute later.
 * @param signal ends the look; without one it has twenty seconds
 * @throws what `look` throws
 */
export async function whileReading<T>(
  { workspaceId, roleArn, connection }: ToRead,
  look: (subject: Subject, link: Link) => Promise<T>,
  signal = AbortSignal.timeout(DEADLINE_MS),
): Promise<T> {
  const session = readingSession(workspaceId, connection);
  const once = async () => {
    const subject = subjectToRead({ roleArn, connection, signal });
    try {
      const link = connect(subject, READING, { kept: session.get });
      link.proven.catch((error: unknown) => isOpenDoor(error) && session.forget());
      return await look(subject, link);
    } finally {
      await subject.journal.close();
    }
  };
  return once().catch((error: unknown) => {
    if (!isCredentials(error)) throw error;
    // A kept session ends when its role is made anew, or somebody revokes it: that says nothing of the role now.
    session.forget();
    return once();
  });
}

/** Once the role asks for the external ID, that is seen at the next look. */
const isOpenDoor = (error: unknown) =>
  error instanceof RegistrationFailed && error.failure.reason === "external_id_not_required";

function subjectToRead(to: Pick<ToRead, "roleArn" | "connection"> & { signal: AbortSignal }): Subject {
  const { signal } = to;
  return subjectOf({
    ...to,
    sessionName: `rolecall-check-${crypto.randomUUID()}`,
    budgets: { freshMs: 0, propagationMs: 0 },
    journal: openJournal({
      write: async () => true,
      retry: { budgetMs: PATIENCE_MS, signal, emulator: isEmulator() },
      onSuperseded: () => {},
      onWriteFailed: () => {},
    }),
  });
}
