/** attach_policies: the missing ones, side by side. Their intents are written down already. */
import { isNoSuchEntity } from "#lib/aws/errors.ts";
import { attachRolePolicy } from "#lib/aws/iam/attach-role-policy.ts";
import type { AwsSession } from "#lib/aws/session.ts";
import { type About, asReason } from "#lib/failures/aws-refusals.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Intent } from "../ledger/attachment-store.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Subject } from "../subject.ts";
import type { Found } from "./find-role.ts";

const STEP = "attach_policies";

export function attachPolicies(
  subject: Subject,
  { session, found, ledger }: { session: AwsSession; found: Found; ledger: Ledger },
): Promise<void> {
  return subject.journal.step(STEP, async (notes) => {
    const toMake = ledger.toMake("policy");
    const quota = found.summary.attachedPoliciesPerRoleQuota;
    const attached = toMake.map((intent) =>
      ledger.make(intent, () => attachOne(subject, session, notes, intent.target)),
    );
    // What a full role lacks room for is known once all have ended.
    const outcomes = await Promise.allSettled(attached);
    const policies = {
      attachedArns: found.attachedPolicyArns,
      needed: toMake.length,
      fitted: outcomes.filter(({ status }) => status === "fulfilled").length,
      ...(quota !== undefined && { quota }),
    };
    const about = ({ target }: Intent) => ({ step: STEP, policyArn: target, policies }) satisfies About;
    await sideBySide(
      ...toMake.map((intent, at) => (attached[at] as Promise<void>).catch(asReason(about(intent)))),
    );
  });
}

/** The policy may be so new that AWS does not find it yet. */
function attachOne(
  subject: Subject,
  session: AwsSession,
  notes: StepNotes,
  policyArn: string,
): Promise<void> {
  const aws = { ...session, caller: notes.caller };
  return waitOut(() => attachRolePolicy(aws, { roleName: subject.roleArn.name, policyArn }), isNoSuchEntity, {
    notes,
    waitingFor: { kind: "propagation", what: policyArn },
    budgetMs: subject.budgets.freshMs,
    signal: subject.signal,
  });
}
