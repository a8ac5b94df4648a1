/**
 * The other half of the proof: without the external ID, and with a wrong one, the role must be refused. Otherwise
 * anybody whom this Rolecall serves could reach the account through it (aws-facts §2, confused deputy).
 */
import { isAssumable } from "#lib/aws/sts/is-assumable.ts";
import { waitFor } from "#lib/waiting/wait-out.ts";
import { makeExternalId } from "../external-id.ts";
import { type Checking, endedBy, failed, passed, waiting, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";

/** Only after the role was assumed with the right one: before that, a refusal says nothing. */
export async function checkExternalIdIsRequired(checking: Checking, region: string): Promise<void> {
  await Promise.all([attempt(checking, region, "without"), attempt(checking, region, "wrong")]);
}

const NAMES = {
  without: "refused_without_external_id",
  wrong: "refused_with_wrong_external_id",
} as const;

async function attempt(checking: Checking, region: string, kind: "without" | "wrong"): Promise<void> {
  const { caller, account, sessionName, freshMs, signal, report, emulator } = checking;
  const name = NAMES[kind];
  const request = {
    regions: [region] as const,
    roleArn: account.connectionRoleArn,
    sessionName,
    ...(kind === "wrong" && { externalId: makeExternalId() }),
  };
  const wait = () => {
    report(waiting(name, { finding: "fresh_condition", facts: {} }));
    return () => {};
  };
  try {
    const { last: isOpen } = await waitFor(
      () => isAssumable(caller, request),
      (assumable) => !assumable,
      {
        notes: { caller, wait },
        waitingFor: { kind: "fresh_trust" },
        // The condition may have been added a moment ago; an emulator will not come to know it.
        budgetMs: emulator ? 0 : freshMs,
        signal,
      },
    );
    report(isOpen ? openDoor(checking, kind) : passed(name, { finding: "refused", facts: {} }));
  } catch (error) {
    report(endedBy(checking, name, error));
  }
}

function openDoor({ emulator, account }: Checking, kind: "without" | "wrong"): StoredCheck {
  if (emulator) return warning(NAMES[kind], { finding: "not_enforced", facts: {} });
  const { connectionRoleArn } = account;
  return failed(NAMES[kind], {
    reason: "external_id_not_required",
    facts: { connectionRoleArn, attempt: kind },
    step: "connect",
  });
}
