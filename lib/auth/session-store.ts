/**
 * Browser sessions. The cookie holds a random id and the row its SHA-256, so that reading the table does not allow
 * signing in.
 */
import { createHash, randomBytes } from "node:crypto";
import { db } from "#lib/db/client.ts";

export const SESSION_DAYS = 14;

export type SessionUser = { id: string; name: string; email: string };

export function sessionHash(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("hex");
}

/**
 * Starts a session, and deletes the user's expired ones.
 * @returns the id for the cookie, which is not stored
 */
export async function createSession(userId: string): Promise<string> {
  const sessionId = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
  await db().session.create({ data: { idHash: sessionHash(sessionId), userId, expiresAt } });
  await db().session.deleteMany({ where: { userId, expiresAt: { lt: new Date() } } });
  return sessionId;
}

/** Returns the user of a session that has not expired or been revoked, or null. */
export async function findSessionUser(sessionId: string): Promise<SessionUser | null> {
  const session = await db().session.findFirst({
    where: { idHash: sessionHash(sessionId), expiresAt: { gt: new Date() } },
    select: { user: { select: { id: true, name: true, email: true } } },
  });
  return session?.user ?? null;
}

/** Ends a session at once. */
export async function deleteSession(sessionId: string): Promise<void> {
  await db().session.deleteMany({ where: { idHash: sessionHash(sessionId) } });
}
