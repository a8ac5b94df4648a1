import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** The account's current quotas; a member is absent where the endpoint does not return it. */
export type AccountSummary = {
  attachedPoliciesPerRoleQuota?: number;
  instanceProfiles?: number;
  instanceProfilesQuota?: number;
};

export async function getAccountSummary({ iam, caller }: Aws): Promise<AccountSummary> {
  const { SummaryMap: map = {} } = await callAws(caller, "iam", "GetAccountSummary", () =>
    iam.send(new GetAccountSummaryCommand({})),
  );
  return {
    ...numbered("attachedPoliciesPerRoleQuota", map.AttachedPoliciesPerRoleQuota),
    ...numbered("instanceProfiles", map.InstanceProfiles),
    ...numbered("instanceProfilesQuota", map.InstanceProfilesQuota),
  };
}

function numbered<K extends string>(name: K, value: number | undefined): { [name in K]?: number } {
  return (value === undefined ? {} : { [name]: Number(value) }) as { [name in K]?: number };
}
