import { ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

/** The ARNs of the managed policies on the role. */
export function listAttachedRolePolicies({ iam, caller }: Aws, roleName: string): Promise<string[]> {
  return everyPage(
    (marker) =>
      callAws(caller, "iam", "ListAttachedRolePolicies", () =>
        iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName, Marker: marker })),
      ),
    (page) => (page.AttachedPolicies ?? []).flatMap(({ PolicyArn: arn }) => arn ?? []),
  );
}
