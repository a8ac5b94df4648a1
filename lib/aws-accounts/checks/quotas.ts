/** Checks that the account's quotas have room for what a registration adds. */
import { isDenied } from "#lib/aws/errors.ts";
import { type AccountSummary, getAccountSummary } from "#lib/aws/iam/get-account-summary.ts";
import type { Aws } from "#lib/aws/session.ts";
import { type Checking, endedBy, passed, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";

/** With fewer free instance profiles than this a warning is shown. */
const FEW_PROFILES = 20;

export async function checkQuotas(checking: Checking, aws: Aws): Promise<void> {
  const { report, required } = checking;
  try {
    report(judge(await getAccountSummary(aws), required.length));
  } catch (error) {
    report(
      isDenied(error)
        ? warning("quotas", { finding: "quotas_unreadable", facts: {} })
        : endedBy(checking, "quotas", error),
    );
  }
}

/** `needed`: managed policies a role has to carry. */
export function judge(summary: AccountSummary, needed: number): StoredCheck {
  const { attachedPoliciesPerRoleQuota: policiesPerRole, instanceProfiles, instanceProfilesQuota } = summary;
  if (policiesPerRole !== undefined && policiesPerRole < needed) {
    return warning("quotas", { finding: "too_few_policies_per_role", facts: { policiesPerRole, needed } });
  }
  const counted = instanceProfiles !== undefined && instanceProfilesQuota !== undefined;
  const profilesFree = counted ? Math.max(0, instanceProfilesQuota - instanceProfiles) : undefined;
  if (profilesFree !== undefined && profilesFree < FEW_PROFILES) {
    const facts = { profilesFree, quota: instanceProfilesQuota as number };
    return warning("quotas", { finding: "few_profiles_left", facts });
  }
  return passed("quotas", {
    finding: "quotas_free",
    facts: {
      needed,
      ...(policiesPerRole !== undefined && { policiesPerRole }),
      ...(profilesFree !== undefined && { profilesFree }),
    },
  });
}
