/**
 * Proves that the role is refused without the external ID and with a wrong one. Otherwise any customer of this
 * Rolecall could reach the account through it (docs/aws-facts.md, External IDs).
 */
import { isAssumable } from "#lib/aws/sts/is-assumable.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { waitFor } from "#lib/waiting/wait-out.ts";
import type { Entry } from "./entry.ts";
import { makeExternalId } from "./external-id.ts";

const step = "connect";

/**
 * Only after the role was assumed with the right external ID: before that, a refusal says nothing. What an attempt opens
 * may do nothing, and is thrown away.
 * @throws RegistrationFailed `external_id_not_required`, or the reason why AWS could not be asked
 */
export async function proveRefused(
  entry: Entry,
  region: string,
  attempt: "without" | "wrong",
): Promise<void> {
  const { caller, connection, sessionName, freshMs, refusal, signal, emulator, notes } = entry;
  const { connectionRoleArn } = connection;
  const request = {
    regions: [region] as const,
    roleArn: connectionRoleArn,
    sessionName,
    ...(attempt === "wrong" && { externalId: makeExternalId() }),
  };
  const { last: isOpen } = await waitFor(
    () => isAssumable(caller, request),
    (assumable) => !assumable,
    {
      notes: notes[attempt],
      waitingFor: { kind: "fresh_trust" },
      // The condition may have been added a moment ago, unless it was there before; an emulator never enforces it.
      budgetMs: refusal === "first" && !emulator ? freshMs : 0,
      signal,
    },
  ).catch(asReason({ step, connectionRoleArn }));
  if (!isOpen) return;
  const facts = { connectionRoleArn, attempt };
  throw new RegistrationFailed({ reason: "external_id_not_required", facts, step });
}
