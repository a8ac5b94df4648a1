import { ListRolesCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { firstPages } from "../pages.ts";
import type { Aws } from "../session.ts";

/** A role as ListRoles tells it: without tags and boundary, which GetRole alone tells. */
export type ListedRole = {
  arn: string;
  name: string;
  path: string;
  description: string;
  /** JSON text, decoded. */
  trustPolicy: string;
};

/** The account's first roles, by name. `isCut`: there are more than `atMost`. */
export function listRoles(
  { iam, caller }: Aws,
  atMost: number,
): Promise<{ items: ListedRole[]; isCut: boolean }> {
  return firstPages(
    (marker) =>
      callAws(caller, "iam", "ListRoles", () =>
        iam.send(new ListRolesCommand({ Marker: marker, MaxItems: PAGE })),
      ),
    (page) =>
      (page.Roles ?? []).map(({ Arn, RoleName, Path, Description, AssumeRolePolicyDocument }) => ({
        arn: Arn ?? "",
        name: RoleName ?? "",
        path: Path ?? "/",
        description: Description ?? "",
        trustPolicy: decodeURIComponent(AssumeRolePolicyDocument ?? ""),
      })),
    atMost,
  );
}

/** The most that IAM takes for MaxItems. */
const PAGE = 1_000;
