import { ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

/** Returns the names of a role's inline policies. */
export function listRolePolicies({ iam, caller }: Aws, roleName: string): Promise<string[]> {
  return everyPage(
    (marker) =>
      callAws(caller, "iam", "ListRolePolicies", () =>
        iam.send(new ListRolePoliciesCommand({ RoleName: roleName, Marker: marker })),
      ),
    (page) => page.PolicyNames ?? [],
  );
}
