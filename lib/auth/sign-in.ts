import { passwordMatches } from "./hash-password.ts";
import type { SessionUser } from "./session-store.ts";
import { type Attempt, countFailure, forgetFailures } from "./sign-in-limit.ts";
import { findUserByEmail } from "./user-store.ts";

const LONGEST = 512;

/** The user whose email and password these are, or null: which of the two was wrong is not told. */
export async function signInWithPassword(
  email: string,
  password: string,
  address: string,
): Promise<SessionUser | null> {
  const attempt: Attempt = { email: email.trim().toLowerCase(), address };
  if (attempt.email.length > LONGEST || password.length > LONGEST || attempt.email.includes("\0"))
    return null;
  const user = await findUserByEmail(attempt.email);
  if (!(await passwordMatches(user?.passwordHash ?? null, password)) || !user) {
    countFailure(attempt);
    return null;
  }
  forgetFailures(attempt);
  return { id: user.id, name: user.name, email: user.email };
}
