import { ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";

export async function listRoleTags({ iam, caller }: Aws, roleName: string): Promise<Record<string, string>> {
  const tags = await everyPage(
    (marker) =>
      callAws(caller, "iam", "ListRoleTags", () =>
        iam.send(new ListRoleTagsCommand({ RoleName: roleName, Marker: marker })),
      ),
    (page) => page.Tags ?? [],
  );
  return Object.fromEntries(tags.map(({ Key: key, Value: value }) => [key, value ?? ""]));
}
