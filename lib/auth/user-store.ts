import { db } from "#lib/db/client.ts";

/** The user with this email, written as stored (small letters), or null. */
export function findUserByEmail(email: string) {
  return db().user.findUnique({
    where: { email },
    select: { id: true, name: true, email: true, passwordHash: true },
  });
}
