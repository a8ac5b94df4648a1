/** attach_policies: attaches the missing policies in parallel. Their intents are in the ledger already. */
import type { Caller } from "#lib/aws/call.ts";
import { AwsError, hasCode, isNoSuchEntity } from "#lib/aws/errors.ts";
import { attachRolePolicy } from "#lib/aws/iam/attach-role-policy.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { type About, asReason } from "#lib/failures/aws-refusals.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Intent } from "../ledger/attachment-store.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Subject } from "../subject.ts";
import type { Found } from "./find-role.ts";

const STEP = "attach_policies";

type With = { session: AwsSession; found: Found; ledger: Ledger };

export function attachPolicies(subject: Subject, { session, found, ledger }: With): Promise<void> {
  return subject.journal.step(STEP, async (notes) => {
    const toMake = ledger.toMake("policy");
    const aws = { ...session, caller: notes.caller };
    const attaching = toMake.map((intent) => attachOne({ subject, aws, notes, ledger, found }, intent));
    // The failure of a full quota counts missing slots, so it waits for all calls to end.
    const outcomes = await Promise.allSettled(attaching);
    const fitted = outcomes.filter(({ status }) => status === "fulfilled").length;
    const isFull = (outcome: PromiseSettledResult<void>) =>
      outcome.status === "rejected" && hasCode(outcome.reason, "LimitExceeded");
    const counted = outcomes.some(isFull) ? await countAgain(aws, subject, found) : found.attachedPolicyArns;
    const quota = found.summary.attachedPoliciesPerRoleQuota;
    const policies = {
      attachedArns: counted.filter((arn) => !toMake.some(({ target }) => target === arn)),
      needed: toMake.length,
      fitted,
      ...(quota !== undefined && { quota }),
    };
    const about = ({ target }: Intent) => ({ step: STEP, policyArn: target, policies }) satisfies About;
    await sideBySide(
      ...toMake.map((intent, at) => (attaching[at] as Promise<void>).catch(asReason(about(intent)))),
    );
  });
}

/** Re-reads the attached policies: somebody may have attached one since, and the failure reports current numbers. */
function countAgain(aws: Aws, { roleArn }: Subject, found: Found): Promise<string[]> {
  return listAttachedRolePolicies(aws, roleArn.name).catch(() => found.attachedPolicyArns);
}

type Attaching = { subject: Subject; aws: Aws; notes: StepNotes; ledger: Ledger; found: Found };

/** Attaches one policy. Retries NoSuchEntity while the policy may be too new for AWS to find. */
async function attachOne({ subject, aws, notes, ledger, found }: Attaching, intent: Intent): Promise<void> {
  const names = { roleName: subject.roleArn.name, policyArn: intent.target };
  const attach = watching(intent, { aws, ...names, listedAt: found.listedAt });
  try {
    await ledger.make(intent, () =>
      waitOut(attach, isNoSuchEntity, {
        notes,
        waitingFor: { kind: "propagation", what: intent.target },
        budgetMs: subject.budgets.freshMs,
        signal: subject.signal,
      }),
    );
  } catch (error) {
    if (!(error instanceof AttachedByOthers)) throw error;
    await ledger.drop([intent]);
  }
}

/**
 * How long a list of attached policies is trusted. AttachRolePolicy also succeeds where the policy is attached already.
 */
const LIST_IS_FRESH_MS = 2_000;

class AttachedByOthers extends Error {}

type Watched = { aws: Aws; roleName: string; policyArn: string; listedAt: number };

/**
 * Attaches a policy and claims it for Rolecall only where a list right before did not show it. A call that is retried
 * (throttling, policy not found yet) lists again before each try, until a try of ours may have attached it.
 */
function watching({ mayBeThere }: Intent, { aws, roleName, policyArn, listedAt }: Watched) {
  let mayBeOurs = mayBeThere;
  let seenAt = listedAt;
  const caller: Caller = {
    ...aws.caller,
    async beforeSend(call) {
      await aws.caller.beforeSend?.(call);
      mayBeOurs ||= call.mayHaveHappened;
      if (mayBeOurs || performance.now() - seenAt < LIST_IS_FRESH_MS) return;
      const asked = performance.now();
      if ((await listAttachedRolePolicies(aws, roleName)).includes(policyArn)) throw new AttachedByOthers();
      seenAt = asked;
    },
  };
  return () =>
    attachRolePolicy({ ...aws, caller }, { roleName, policyArn }).catch((error: unknown) => {
      mayBeOurs ||= error instanceof AwsError && error.mayHaveHappened;
      throw error;
    });
}
