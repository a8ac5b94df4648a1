/** Reads one role in AWS through a cached session that is limited to reads. */
import { isCredentials } from "#lib/aws/errors.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import { READING, readingSession } from "#lib/aws-accounts/connection/reading-session.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import { openJournal } from "../journal.ts";
import { connect, type Link } from "../steps/connect.ts";
import { isEmulator, type Subject, subjectOf } from "../subject.ts";

export type ToRead = {
  workspaceId: string;
  roleArn: RoleArn;
  connection: Connection;
  chosenProfileArn?: string | undefined;
};

// Short, because a person waits for the answer; a registration waits longer.
const PATIENCE_MS = 4_000;
const DEADLINE_MS = 20_000;

/**
 * Calls `look` with a session in the account. Does not wait for AWS to show new resources.
 * @param signal ends the look; without one it times out after twenty seconds
 * @throws what `look` throws
 */
export async function whileReading<T>(
  { workspaceId, roleArn, connection, chosenProfileArn }: ToRead,
  look: (subject: Subject, link: Link) => Promise<T>,
  signal = AbortSignal.timeout(DEADLINE_MS),
): Promise<T> {
  const session = readingSession(workspaceId, connection);
  const once = async () => {
    const subject = subjectToRead({
      roleArn,
      connection,
      chosenProfileArn: chosenProfileArn ?? null,
      signal,
    });
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
    // A cached session ends when the connection role is recreated or its sessions are revoked; a new one decides.
    session.forget();
    return once();
  });
}

/** Whether the connection role does not require the external ID. Not cached, so that a fix is seen at once. */
const isOpenDoor = (error: unknown) =>
  error instanceof RegistrationFailed && error.failure.reason === "external_id_not_required";

function subjectToRead(to: Pick<Subject, "roleArn" | "connection" | "chosenProfileArn" | "signal">): Subject {
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
