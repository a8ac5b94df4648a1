import { db } from "#lib/db/client.ts";

export type UserForSignIn = {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
  isDemo: boolean;
};

/**
 * The user with this email, written as stored (small letters), or null. By a function of the database: the
 * application cannot read password hashes from the table.
 */
export async function findUserByEmail(email: string): Promise<UserForSignIn | null> {
  const [user] = await db().$queryRaw<UserForSignIn[]>`
    select id, name, email, password_hash as "passwordHash", is_demo as "isDemo" from user_for_sign_in(${email})`;
  return user ?? null;
}
