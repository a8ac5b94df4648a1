/** The refusals that the verbs of EC2 instances share, and what AWS's refusals mean to who asks. */

import { AwsError, isDenied, isThrottle } from "#lib/aws/errors.ts";
import { knownRegions } from "#lib/aws/known-regions.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { invalidField, notFound, Refusal } from "#lib/errors.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";

export const noSuchChange = () => notFound("This change");

/** @throws Refusal `invalid` on `region` */
export function requireRegions(partition: Partition, regions: string[]): void {
  const known = knownRegions(partition);
  const wrong = regions.find((region) => !known.includes(region));
  if (!wrong) return;
  const message = `AWS has no Region ${wrong} where this account is. Choose one of ${known.join(", ")}`;
  throw invalidField("region", "region_unknown", message);
}

/** An account's owner has not opted into it. `awsAccount`: whose page shows how to. */
export function attachNotGranted(account: { id: string; accountId: string }): Refusal {
  return new Refusal(
    "not_granted",
    `Account ${account.accountId} was set up without the right to attach roles to EC2 instances. Turn it on (PATCH the account with includeAttach: true), then apply its set-up documents again.`,
    { extra: { awsAccount: { id: account.id, accountId: account.accountId } } },
  );
}

/** What a failed look at EC2 means; anything else as it is. */
export function asRefusal(error: unknown, account: { id: string; accountId: string }): unknown {
  const extra = { awsAccount: { id: account.id, accountId: account.accountId } };
  if (error instanceof RegistrationFailed) {
    const detail = `AWS does not let Rolecall into account ${account.accountId}. Check the account: its page says what is wrong and how to mend it.`;
    return new Refusal("account_not_reachable", detail, {
      extra: { ...extra, reason: error.failure.reason },
    });
  }
  if (isThrottle(error)) return busy("AWS is throttling calls to EC2 in this account.");
  if (isDenied(error)) {
    const action = error.denial.action ?? error.action;
    const detail = `Rolecall's connection role may not call ${action} in account ${account.accountId}. Apply the account's set-up documents again; where an SCP denies it, ask who runs the organization.`;
    return new Refusal("not_granted", detail, {
      extra: { ...extra, action, policyLayer: error.denial.layer },
    });
  }
  if (!(error instanceof AwsError)) return error;
  if (error.code === "AuthFailure" || error.code === "OptInRequired") {
    const message = "EC2 refuses the credentials of this account in the Region: it is not enabled there";
    return invalidField("region", "region_not_enabled", message);
  }
  return (error.httpStatus ?? 500) >= 500 ? busy(`EC2 answered ${error.code}.`) : error;
}

function busy(what: string): Refusal {
  return new Refusal("aws_busy", `${what} Try again in a moment.`, { extra: { retryAfterSeconds: 10 } });
}
