/** Commands that finish an undo that Rolecall could not. Browser-safe. */

import { iam, quote } from "#lib/iac/shell.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { UndoItem } from "../failure.ts";
import type { Connection } from "../reasons/reason.ts";
import { cliFix, type Fix } from "./fix.ts";

// A profile can be deleted only when it is empty.
const ORDER = { role_in_profile: 0, profile: 1, policy: 2 } as const satisfies Record<
  UndoItem["kind"],
  number
>;

/** Returns the commands that remove what is left; NoSuchEntity means that it is gone already. */
export function finishByHand(roleArn: RoleArn, connection: Connection, remaining: UndoItem[]): Fix {
  const inOrder = remaining.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const commands = new Set(inOrder.flatMap((item) => commandsFor(roleArn, item)));
  return cliFix("AWS CLI: finish by hand", connection, [...commands], {
    done: `what Rolecall had added to ${roleArn.name} is taken back.`,
    next: "Next: delete the role in Rolecall again.",
  });
}

function commandsFor({ partition, name }: RoleArn, item: UndoItem): string[] {
  const role = { "role-name": quote(name) };
  if (item.kind === "policy") {
    return [iam(partition, "detach-role-policy", { ...role, "policy-arn": quote(item.policyArn) })];
  }
  const profile = { "instance-profile-name": quote(item.profileName) };
  const takeOut = iam(partition, "remove-role-from-instance-profile", { ...profile, ...role });
  return item.kind === "profile" ? [takeOut, iam(partition, "delete-instance-profile", profile)] : [takeOut];
}
