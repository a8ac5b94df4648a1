/** Is it the account that was meant, and the connection role of the last time? */
import type { Aws } from "#lib/aws/session.ts";
import { getCallerIdentity } from "#lib/aws/sts/get-caller-identity.ts";
import { type Checking, endedBy, failed, passed, warning } from "./checking.ts";

export async function checkRightAccount(checking: Checking, { caller, sts }: Aws): Promise<void> {
  const { account, report } = checking;
  const expectedAccountId = account.accountId;
  try {
    const { accountId } = await getCallerIdentity(caller, sts);
    if (accountId === expectedAccountId) {
      report(passed("right_account", { finding: "right_account", facts: { accountId } }));
      return;
    }
    const facts = { expectedAccountId, actualAccountId: accountId };
    report(failed("right_account", { reason: "connection_wrong_account", facts, step: "connect" }));
  } catch (error) {
    report(endedBy(checking, "right_account", error));
  }
}

/** A role that was deleted and made again has another id, even under the same name (aws-facts §1). */
export function checkSameRole({ account, report }: Checking, { assumedRoleId: currentRoleId }: Aws): void {
  const { connectionRoleId: storedRoleId } = account;
  const isSame = !storedRoleId || !currentRoleId || storedRoleId === currentRoleId;
  report(
    isSame
      ? passed("same_role", { finding: "same_role", facts: {} })
      : warning("same_role", { finding: "role_recreated", facts: { storedRoleId, currentRoleId } }),
  );
}
