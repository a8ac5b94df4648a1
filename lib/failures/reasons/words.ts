/** Phrases that several reasons share. Browser-safe. */
import { counted } from "#lib/counted.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { AwsRefusal, UndoItem } from "../failure.ts";
import type { Actor, Connection } from "./reason.ts";

/** Returns the first few items, and how many more there are. */
export function shortList(items: readonly string[], most = 4): string {
  if (items.length <= most) return joined(items);
  return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
}

/** Returns `account 123456789012 (production)`. */
export function inWords({ accountId, accountAlias }: Pick<Connection, "accountId" | "accountAlias">): string {
  return accountAlias ? `account ${accountId} (${accountAlias})` : `account ${accountId}`;
}

export function seconds(ms: number): string {
  return counted(Math.round(ms / 1000), "second");
}

/** Returns Rolecall's identity in the account: `the connection role rolecall-connection`. */
export function connectionRole({ connectionRoleArn }: Pick<Connection, "connectionRoleArn">): string {
  return `the connection role ${nameInArn(connectionRoleArn)}`;
}

/** Returns a policy's or an instance profile's name with its kind: `the policy rolecall-node`. */
export function thing(arn: string): string {
  if (arn.includes(":policy/")) return `the policy ${nameInArn(arn)}`;
  if (arn.includes(":instance-profile/")) return `the instance profile ${nameInArn(arn)}`;
  return arn;
}

/** Returns "did not let", or "would not let" for a simulated denial. */
export function didNotLet(aws: AwsRefusal | undefined): string {
  const isForetold = aws?.code === "implicitDeny" || aws?.code === "explicitDeny";
  return isForetold ? "AWS would not let" : "AWS did not let";
}

/** Returns why AWS refused, by the policy layer it named; `who` is the identity that asked. */
export function refusedBecause(aws: AwsRefusal | undefined, who: string): string {
  const named = aws?.policyArn ? ` (${aws.policyArn})` : "";
  switch (aws?.policyLayer) {
    case "scp":
      // AWS may report an explicit deny here even where there is only no Allow.
      return `A service control policy of your AWS organization${named} does not allow it; no change in this account helps.`;
    case "rcp":
      return `A resource control policy of your AWS organization${named} ${aws.explicit ? "forbids" : "does not allow"} it; no change in this account helps.`;
    case "boundary":
      return `The permissions boundary of ${who}${named}, the upper limit of what a role may do, ${aws.explicit ? "forbids" : "does not allow"} it.`;
    case "session":
      return `The policy by which Rolecall limits its own session${named} does not allow it. That is a fault of Rolecall.`;
    case "vpce":
      return `The policy of the VPC endpoint through which Rolecall reaches AWS${named} does not allow it.`;
    case "resource":
      return `A policy attached to the resource itself${named} ${aws.explicit ? "forbids" : "does not allow"} it.`;
    case "trust":
      return `The trust policy of the role${named} ${aws.explicit ? "forbids" : "does not allow"} it.`;
    case "identity":
      return aws.explicit ? `A policy of ${who}${named} forbids it.` : `No policy of ${who} allows it.`;
    default:
      return aws?.explicit
        ? "AWS says that a policy forbids it, but not which."
        : "AWS does not say which policy is missing.";
  }
}

/** Returns who can change the policy that refused Rolecall's call. */
export function actorOf(aws: AwsRefusal | undefined): Actor {
  if (aws?.policyLayer === "scp" || aws?.policyLayer === "rcp") return "org_admin";
  return aws?.policyLayer === "session" || aws?.policyLayer === "vpce" ? "operator" : "you";
}

/** Returns what a removal undoes: `the policy rolecall-node`. */
export function undoItemInWords(item: UndoItem): string {
  if (item.kind === "policy") return `the policy ${nameInArn(item.policyArn)}`;
  return item.kind === "profile"
    ? `the instance profile ${item.profileName}`
    : `the role's place in the instance profile ${item.profileName}`;
}
