import { db } from "#lib/db/client.ts";

export type UserForSignIn = {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
  isDemo: boolean;
};

/**
 * Returns the user with this e-mail address (stored in lower case), or null. Calls a database function, because the
 * application has no right to read password hashes from the table.
 */
export async function findUserByEmail(email: string): Promise<UserForSignIn | null> {
  const [user] = await db().$queryRaw<UserForSignIn[]>`
    select id, name, email, password_hash as "passwordHash", is_demo as "isDemo" from user_for_sign_in(${email})`;
  return user ?? null;
}
