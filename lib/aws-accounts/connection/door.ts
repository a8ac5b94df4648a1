/**
 * Opens a session in a connected account: assumes the connection role with the external ID, proves that it is refused
 * without it, and verifies the account ID. Used by registrations and account checks alike.
 */
import { getCallerIdentity } from "#lib/aws/sts/get-caller-identity.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { enter } from "./enter.ts";
import type { Entrance, Entry } from "./entry.ts";
import { Recent } from "./recent.ts";
import { proveRefused } from "./refused-without.ts";

/** Each promise rejects with RegistrationFailed where AWS's answer has a reason, else with the error as it is. */
export type Door = {
  /** The role is assumed; nothing is used yet. */
  assumed: Promise<Pick<Entrance, "region" | "isByPending">>;
  /** AWS refused the role without an external ID. */
  without: Promise<void>;
  /** AWS refused the role with a wrong external ID. */
  wrong: Promise<void>;
  /** What may be used: the session, as soon as `refusal` allows it. */
  entrance: Promise<Entrance>;
  /** The account ID that AWS answered is the one that was meant. */
  rightAccount: Promise<void>;
};

export function openDoor(entry: Entry): Door {
  const { refusal, kept = (open) => open() } = entry;
  const assumed = kept(() => enter(entry));
  const refused = (attempt: "without" | "wrong") =>
    assumed.then((entrance) => (refusal === "never" ? undefined : proveOnce(entry, entrance, attempt)));
  const without = refused("without");
  const wrong = refused("wrong");
  const entrance = refusal === "first" ? sideBySide(without, wrong).then(() => assumed) : assumed;
  const rightAccount = entrance.then((opened) => proveAccount(entry, opened));
  const door = { assumed, without, wrong, entrance, rightAccount };
  // Whoever awaits one of them is told; the others tell the same.
  for (const promise of Object.values(door)) promise.catch(() => {});
  return door;
}

/** Repeats both proofs: the trust policy of a new role may not have reached all of AWS. */
export function proveAgain(entry: Entry, entrance: Entrance): Pick<Door, "without" | "wrong"> {
  const door = {
    without: proveRefused(entry, entrance.region, "without"),
    wrong: proveRefused(entry, entrance.region, "wrong"),
  };
  for (const promise of Object.values(door)) promise.catch(() => {});
  return door;
}

const KEPT_MS = 60_000;

/** By connection, AROA… and attempt: AWS never gives a unique id twice, so a role made anew is asked again. */
const provenRefusals = new Recent<"refused">(KEPT_MS);
/** Account IDs, by connection and AROA…. */
const provenAccounts = new Recent<string>(KEPT_MS);

async function proveOnce(entry: Entry, entrance: Entrance, attempt: "without" | "wrong"): Promise<void> {
  const prove = async () => {
    await proveRefused(entry, entrance.region, attempt);
    return "refused" as const;
  };
  const key = sharedKey(entry, entrance);
  await (key ? provenRefusals.get(`${key} ${attempt}`, prove) : prove());
}

async function proveAccount(entry: Entry, entrance: Entrance): Promise<void> {
  const { connection, caller } = entry;
  const ask = async () => (await getCallerIdentity(caller, entrance.sts)).accountId;
  const key = sharedKey(entry, entrance);
  const asked = key ? provenAccounts.get(key, ask) : ask();
  const accountId = await asked.catch(asReason({ step: "connect" }));
  if (accountId === connection.accountId) return;
  throw new RegistrationFailed({
    reason: "connection_wrong_account",
    facts: { expectedAccountId: connection.accountId, actualAccountId: accountId },
    step: "connect",
  });
}

/** Null where a proof is not shared. */
function sharedKey({ isOneOfMany, emulator, connection }: Entry, { assumedRoleId }: Entrance): string | null {
  return isOneOfMany && !emulator && assumedRoleId ? `${connection.id} ${assumedRoleId}` : null;
}
