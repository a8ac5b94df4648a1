/** Passwords as Argon2id hashes, with the parameters OWASP's password storage sheet names first. */
import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { Refusal } from "#lib/errors.ts";

/** Each hash takes 19 MiB and one of libuv's four threads, which file access and DNS lookups need too. */
const atOnce = pLimit(2);
const MOST_WAITING = 64;

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobody: Promise<string> | undefined;

/**
 * Verifies a password. Takes as long for an unknown user (null) as for a known one.
 * @throws Refusal `rate_limited` while too many wait
 */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  if (atOnce.pendingCount >= MOST_WAITING) {
    const detail = "Too many people are signing in at this moment. Try again in a few seconds.";
    throw new Refusal("rate_limited", detail, { extra: { retryAfterSeconds: 5 } });
  }
  nobody ??= hashPassword("nobody has this password");
  const against = passwordHash ?? (await nobody);
  const matches = await atOnce(() => verify(against, password));
  return passwordHash !== null && matches;
}
