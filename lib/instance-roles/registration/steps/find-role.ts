/** find_role: reads everything about the role in parallel. */
import { isDenied, isNoSuchEntity, isNotOffered } from "#lib/aws/errors.ts";
import { type AccountSummary, getAccountSummary } from "#lib/aws/iam/get-account-summary.ts";
import { getRole, type IamRole } from "#lib/aws/iam/get-role.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { Recent } from "#lib/aws-accounts/connection/recent.ts";
import { asReason, deniedOf, refusedBy } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Subject } from "../subject.ts";

const STEP = "find_role";

export type Found = {
  role: IamRole;
  attachedPolicyArns: string[];
  /** When the attached policies were listed (performance.now). */
  listedAt: number;
  /** Instance profiles that hold the role. */
  profiles: InstanceProfile[];
  /** Quotas; empty where access is denied or the endpoint does not support it. */
  summary: AccountSummary;
};

export function findRole(subject: Subject, session: AwsSession): Promise<Found> {
  return subject.journal.step(STEP, async (notes) => {
    const aws = { ...session, caller: notes.caller };
    const found = await whenThere(subject, notes, () => readRole(subject, aws)).catch(
      asReason({ step: STEP }),
    );
    checkArn(subject, found.role);
    return found;
  });
}

/** Retries while a new role may not be visible, or may be shown with its unique id in place of its ARN. */
function whenThere(subject: Subject, notes: StepNotes, read: () => Promise<Found>): Promise<Found> {
  return waitOut(
    async () => {
      const found = await read();
      if (!found.role.arn.startsWith("arn:")) throw new NotYetAnArn();
      return found;
    },
    (error) => isNoSuchEntity(error) || error instanceof NotYetAnArn,
    {
      notes,
      waitingFor: { kind: "fresh_role" },
      budgetMs: subject.budgets.freshMs,
      signal: subject.signal,
    },
  );
}

class NotYetAnArn extends Error {}

async function readRole(subject: Subject, aws: Aws): Promise<Found> {
  const { roleArn } = subject;
  const listedAt = performance.now();
  const role = getRole(aws, roleArn.name);
  const attached = listAttachedRolePolicies(aws, roleArn.name);
  const profiles = listInstanceProfilesForRole(aws, roleArn.name);
  const summary = readSummary(subject, aws);
  await tellAllDenied([role, attached, profiles, summary]);
  const [a, b, c, d] = await sideBySide(role, attached, profiles, summary);
  return { role: a, attachedPolicyArns: b, listedAt, profiles: c, summary: d };
}

/**
 * Cached by connection. Counts may be out of date; a quota that has filled up since is reported by the write it
 * refuses.
 */
const accountSummaries = new Recent<AccountSummary>(5_000);

function readSummary({ connection, emulator, isOneOfMany }: Subject, aws: Aws): Promise<AccountSummary> {
  const ask = () =>
    getAccountSummary(aws).catch((error: unknown): AccountSummary => {
      // Without the quotas, free slots cannot be counted; a full quota is then reported when attaching.
      if (isDenied(error) || (emulator && isNotOffered(error))) return {};
      throw error;
    });
  return isOneOfMany ? accountSummaries.get(connection.id, ask) : ask();
}

/** Collects every denied read into one failure, so that one change of the connection role's policy fixes them all. */
async function tellAllDenied(reads: Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(reads);
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" && isDenied(outcome.reason) ? [outcome.reason] : [],
  );
  const [first] = refused;
  if (!first) return;
  throw new RegistrationFailed(
    {
      reason: "role_read_denied",
      facts: { denied: refused.map(deniedOf) },
      step: STEP,
      aws: refusedBy(first),
    },
    first,
  );
}

/**
 * Checks the path: GetRole takes a name, and the role of that name may have another path than the pasted ARN
 * (docs/aws-facts.md, Role ARNs).
 */
function checkArn({ roleArn }: Subject, role: IamRole): void {
  if (role.arn === roleArn.arn) return;
  throw new RegistrationFailed({
    reason: "role_arn_mismatch",
    facts: { actualArn: role.arn },
    step: STEP,
  });
}
