/**
 * Attempts to sign in are counted for a few minutes, by address and by account, in this process's memory: enough to
 * make guessing pointless, and nobody is locked out for long.
 */
const WINDOW_MS = 5 * 60_000;
const PER_ACCOUNT_AND_ADDRESS = 10;
const PER_ACCOUNT = 50;
const PER_ADDRESS = 200;
const MOST_KEPT = 20_000;

type Count = { attempts: number; until: number };

const shared = globalThis as { rolecallSignInAttempts?: Map<string, Count> };

export type Attempt = { email: string; address: string };

/**
 * Counts an attempt before its password is looked at: of many at once, no more than the limit get that far.
 * @returns 0 where it may be made; else the seconds until it may, and it is not counted
 */
export function countAttempt(attempt: Attempt, now = Date.now()): number {
  const seconds = secondsToWait(attempt, now);
  if (seconds > 0) return seconds;
  if (counts().size > MOST_KEPT) forgetExpired(now);
  for (const { key } of limitsOf(attempt)) {
    const count = counts().get(key);
    if (count && count.until > now) count.attempts += 1;
    else counts().set(key, { attempts: 1, until: now + WINDOW_MS });
  }
  return 0;
}

/** An attempt with the right password is none at guessing, and who knows it starts afresh. */
export function forgetAttempt(attempt: Attempt): void {
  const [both, ...others] = limitsOf(attempt);
  counts().delete(both.key);
  for (const { key } of others) {
    const count = counts().get(key);
    if (count) count.attempts -= 1;
  }
}

function secondsToWait(attempt: Attempt, now: number): number {
  const waits = limitsOf(attempt).map(({ key, most }) => {
    const count = counts().get(key);
    return count && count.attempts >= most && count.until > now ? count.until - now : 0;
  });
  return Math.ceil(Math.max(...waits) / 1000);
}

function limitsOf({ email, address }: Attempt) {
  return [
    { key: `both ${email} ${address}`, most: PER_ACCOUNT_AND_ADDRESS },
    { key: `account ${email}`, most: PER_ACCOUNT },
    { key: `address ${address}`, most: PER_ADDRESS },
  ] as const;
}

function counts(): Map<string, Count> {
  shared.rolecallSignInAttempts ??= new Map();
  return shared.rolecallSignInAttempts;
}

function forgetExpired(now: number) {
  for (const [key, count] of counts()) if (count.until <= now) counts().delete(key);
}
