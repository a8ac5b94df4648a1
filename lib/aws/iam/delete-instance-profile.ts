import { DeleteInstanceProfileCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Deletes an empty instance profile.
 * @throws AwsError NoSuchEntity when it does not exist, DeleteConflict while it holds a role
 */
export async function deleteInstanceProfile({ iam, caller }: Aws, name: string): Promise<void> {
  await callAws(caller, "iam", "DeleteInstanceProfile", () =>
    iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: name })),
  );
}
