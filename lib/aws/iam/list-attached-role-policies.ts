import { ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

/** Returns the ARNs of the managed policies attached to a role. */
export function listAttachedRolePolicies({ iam, caller }: Aws, roleName: string): Promise<string[]> {
  return everyPage(
    (marker) =>
      callAws(caller, "iam", "ListAttachedRolePolicies", () =>
        iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName, Marker: marker })),
      ),
    (page) => (page.AttachedPolicies ?? []).flatMap(({ PolicyArn: arn }) => arn ?? []),
  );
}
