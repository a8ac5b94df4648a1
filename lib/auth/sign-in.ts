import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { passwordMatches } from "./hash-password.ts";
import type { SessionUser } from "./session-store.ts";
import { type Attempt, countAttempt, forgetAttempt } from "./sign-in-limit.ts";
import { findUserByEmail } from "./user-store.ts";

const LONGEST = 512;

/**
 * Returns the user with this e-mail address and password, or null without saying which was wrong.
 * @throws Refusal `rate_limited` after too many attempts
 */
export async function signInWithPassword(
  email: string,
  password: string,
  address: string,
): Promise<SessionUser | null> {
  const attempt: Attempt = { email: email.trim().toLowerCase(), address };
  if (attempt.email.length > LONGEST || password.length > LONGEST || attempt.email.includes("\0"))
    return null;
  const user = await findUserByEmail(attempt.email);
  // After the query, so that a database outage counts as nobody's failed attempt.
  await refuseGuessing(attempt);
  const isRight = await passwordMatches(user?.passwordHash ?? null, password);
  // The demo's password is public, so its users may not sign in where real AWS accounts are connected.
  if (!user || !isRight || (user.isDemo && env().ROLECALL_AWS === "live")) {
    log.info({ user: user?.id ?? null, address }, "sign-in failed");
    return null;
  }
  await forgetAttempt(attempt);
  log.info({ user: user.id, address }, "signed in");
  return { id: user.id, name: user.name, email: user.email };
}

async function refuseGuessing(attempt: Attempt): Promise<void> {
  const retryAfterSeconds = await countAttempt(attempt);
  if (retryAfterSeconds === 0) return;
  throw new Refusal("rate_limited", `Too many failed sign-ins. Try again in ${inWords(retryAfterSeconds)}.`, {
    // next-auth's client reads the error from `url`.
    extra: { retryAfterSeconds, url: `${env().NEXTAUTH_URL}/signin?error=RateLimited` },
  });
}

const inWords = (seconds: number) => (seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`);
