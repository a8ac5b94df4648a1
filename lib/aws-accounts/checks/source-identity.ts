/** Checks whether sessions may carry a source identity: AWS refuses AssumeRole with one that is not allowed. */
import { isAssumable } from "#lib/aws/sts/is-assumable.ts";
import type { Entrance } from "../connection/entry.ts";
import { type Checking, endedBy, passed, skipped } from "./checking.ts";

/**
 * Tries it rather than reading the trust policy: AWS also asks the policies of Rolecall's own identity and of the
 * organization, and a platform that is in a session with a source identity may set no other.
 * @returns the one that was accepted; null: none is; undefined: it could not be determined
 */
export async function checkSourceIdentity(
  checking: Checking,
  { region, isByPending }: Entrance,
): Promise<string | null | undefined> {
  const { caller, account, sessionName, sourceIdentity, report } = checking;
  const roleArn = account.connectionRoleArn;
  const externalId = (isByPending && account.pendingExternalId) || account.externalId;
  const attempt = { regions: [region] as const, roleArn, sessionName, externalId, sourceIdentity };
  try {
    const isAllowed = await isAssumable(caller, attempt);
    report(
      isAllowed
        ? passed("source_identity", { finding: "source_identity_sent", facts: { sourceIdentity } })
        : skipped("source_identity", { finding: "source_identity_not_allowed", facts: { sourceIdentity } }),
    );
    return isAllowed ? sourceIdentity : null;
  } catch (error) {
    report(endedBy(checking, "source_identity", error));
    return undefined;
  }
}
