/**
 * Failed sign-ins are counted for a few minutes, by address and by account, in this process's memory: enough to
 * make guessing pointless, and nobody is locked out for long.
 */
const WINDOW_MS = 5 * 60_000;
const PER_ACCOUNT_AND_ADDRESS = 10;
const PER_ACCOUNT = 50;
const PER_ADDRESS = 200;
const MOST_KEPT = 20_000;

type Count = { failures: number; until: number };

const shared = globalThis as { rolecallSignInFailures?: Map<string, Count> };

export type Attempt = { email: string; address: string };

/** Seconds until this attempt may be made, 0 for now. */
export function secondsToWait(attempt: Attempt, now = Date.now()): number {
  const waits = limitsOf(attempt).map(({ key, most }) => {
    const count = counts().get(key);
    return count && count.failures >= most && count.until > now ? count.until - now : 0;
  });
  return Math.ceil(Math.max(...waits) / 1000);
}

export function countFailure(attempt: Attempt, now = Date.now()): void {
  if (counts().size > MOST_KEPT) forgetExpired(now);
  for (const { key } of limitsOf(attempt)) {
    const count = counts().get(key);
    if (count && count.until > now) count.failures += 1;
    else counts().set(key, { failures: 1, until: now + WINDOW_MS });
  }
}

/** Somebody who knows the password starts afresh. */
export function forgetFailures({ email, address }: Attempt): void {
  counts().delete(`both ${email} ${address}`);
}

function limitsOf({ email, address }: Attempt) {
  return [
    { key: `both ${email} ${address}`, most: PER_ACCOUNT_AND_ADDRESS },
    { key: `account ${email}`, most: PER_ACCOUNT },
    { key: `address ${address}`, most: PER_ADDRESS },
  ];
}

function counts(): Map<string, Count> {
  shared.rolecallSignInFailures ??= new Map();
  return shared.rolecallSignInFailures;
}

function forgetExpired(now: number) {
  for (const [key, count] of counts()) if (count.until <= now) counts().delete(key);
}
