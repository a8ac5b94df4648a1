/**
 * Limits attempts to sign in, over all processes, by account, by network, and by both. Ten wrong passwords for one
 * account from one network are free, and each further attempt has to wait twice as long as the last. Nobody can lock an
 * owner out of their account: a network they have signed in from is not bound by the account's count.
 */
import { createHash } from "node:crypto";
import { sharedLimit, type Taken, takePoint } from "#lib/db/shared-limit.ts";
import { networkOf } from "./address.ts";

const FREE_ATTEMPTS = 10;
const FIRST_DELAY_SECONDS = 15;
const LONGEST_DELAY_SECONDS = 5 * 60;
const WINDOW_SECONDS = 5 * 60;
const HOUR_SECONDS = 3_600;
const KNOWN_FOR_SECONDS = 90 * 86_400;

const failures = sharedLimit({ name: "sign_in_failures", points: FREE_ATTEMPTS, seconds: HOUR_SECONDS });
/** One point for each delay: of many attempts that wait for its end, one may go on. */
const delays = sharedLimit({ name: "sign_in_delay", points: 1, seconds: LONGEST_DELAY_SECONDS });
const ofAccount = sharedLimit({ name: "sign_in_account", points: 50, seconds: WINDOW_SECONDS });
const ofNetwork = sharedLimit({ name: "sign_in_network", points: 200, seconds: WINDOW_SECONDS });
const known = sharedLimit({ name: "sign_in_known", points: 1, seconds: KNOWN_FOR_SECONDS });

export type Attempt = { email: string; address: string };

/**
 * Counts an attempt before its password is verified, so that concurrent attempts cannot exceed the limit.
 * @returns 0 where it may be made; else the seconds until one may
 */
export async function countAttempt(attempt: Attempt): Promise<number> {
  const { both, account, network } = keysOf(attempt);
  const { consumedPoints } = await failures.penalty(both);
  if (consumedPoints >= FREE_ATTEMPTS) {
    const delay = await takePoint(delays, both, delayAfter(consumedPoints));
    if (delay.isRefused) {
      await failures.reward(both);
      return delay.secondsToReset;
    }
  }
  const limits = [
    takePoint(ofNetwork, network),
    ...((await known.get(both)) ? [] : [takePoint(ofAccount, account)]),
  ];
  return Math.max(...(await Promise.all(limits)).map(secondsToWait));
}

/** Uncounts an attempt with the right password, and resets the account's count from this network. */
export async function forgetAttempt(attempt: Attempt): Promise<void> {
  const { both, account, network } = keysOf(attempt);
  await Promise.all([
    failures.delete(both),
    delays.delete(both),
    ofAccount.reward(account),
    ofNetwork.reward(network),
    known.set(both, 1, KNOWN_FOR_SECONDS),
  ]);
}

function delayAfter(attempts: number): number {
  return Math.min(FIRST_DELAY_SECONDS * 2 ** (attempts - FREE_ATTEMPTS), LONGEST_DELAY_SECONDS);
}

const secondsToWait = ({ isRefused, secondsToReset }: Taken) => (isRefused ? secondsToReset : 0);

/**
 * Hashes keys, so that the table does not list who signs in from where, and because an e-mail address may be longer
 * than a key.
 */
function keysOf({ email, address }: Attempt) {
  const network = networkOf(address);
  const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");
  return { both: hashed(`${email} ${network}`), account: hashed(email), network: hashed(network) };
}
