/** Reasons for which a removal fails. Browser-safe. */

import { instancePage } from "#lib/aws/console-pages.ts";
import { homeRegion } from "#lib/aws/partition.ts";
import { counted } from "#lib/counted.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { attachRequired, ownProfiles } from "#lib/setup-documents/permissions.ts";
import type { FailureFacts } from "../failure.ts";
import { connectionRoleFixes } from "../fixes/connection-fix.ts";
import { denialFixes } from "../fixes/denial-fix.ts";
import { choiceFix, consoleFix, type Fix, textFix } from "../fixes/fix.ts";
import { finishByHand } from "../fixes/undo-fix.ts";
import type { Connection, ReasonContext, Reasons } from "./reason.ts";
import { actorOf, connectionRole, refusedBecause, shortList, undoItemInWords } from "./words.ts";

export type RemovalReason = "undo_denied" | "profile_in_use";

export const REMOVAL_REASONS: Reasons<RemovalReason> = {
  undo_denied: {
    title: "Rolecall may not take back what it added",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ connection, facts, aws }) =>
      `AWS did not let Rolecall take back what it had added (${joined([...new Set(facts.denied.map(({ action }) => action))])}), so this remains: ${joined(facts.remaining.map(undoItemInWords))}. ${refusedBecause(aws, connectionRole(connection))} Take it back by hand, or allow it, and delete the role here again.`,
    fixes: (context) => {
      const byHand = finishByHand(context.roleArn, context.connection, context.facts.remaining);
      // What the organization denies Rolecall it may deny the reader too.
      return actorOf(context.aws) === "org_admin"
        ? [...grants(context), byHand]
        : [byHand, ...grants(context)];
    },
  },
  profile_in_use: {
    title: "Machines still use the instance profile",
    actor: "you",
    retry: "fix",
    detail: ({ facts }) =>
      `${counted(facts.instanceIds.length, "EC2 instance")} (${shortList(inRegions(facts))}) still ${facts.instanceIds.length === 1 ? "uses" : "use"} the instance profile ${nameInArn(facts.profileArn)}, ${wouldLose(facts)}. Nothing was taken back. Take the profile off them, then delete the role here again.`,
    fixes: ({ facts, connection }) => [...disassociate(facts, connection), leaveIt(facts)],
  },
};

function wouldLose({ isMadeByRolecall = true }: FailureFacts["profile_in_use"]): string {
  return isMadeByRolecall
    ? "which Rolecall made, and would lose access to AWS without it"
    : "which holds the role, and would lose what Rolecall attached to it";
}

/** Returns `i-0abc in eu-west-1`, where the Region is known. */
function inRegions({ instances, instanceIds }: FailureFacts["profile_in_use"]): string[] {
  return instances ? instances.map(({ id, region }) => `${id} in ${region}`) : instanceIds;
}

/** The missing permissions, so that Rolecall can do it the next time. */
function grants(context: ReasonContext<"undo_denied">): Fix[] {
  const { roleArn, connection, requiredPolicies, facts, aws } = context;
  if (facts.denied.some(({ action }) => action === "sts:AssumeRole")) {
    return connectionRoleFixes(context).map((fix) => ({
      ...fix,
      title: `${fix.title}: let Rolecall in again`,
    }));
  }
  const isPolicy = facts.remaining.some(({ kind }) => kind === "policy");
  const isProfile = facts.remaining.some(({ kind }) => kind !== "policy");
  const permissions = [
    ...(isPolicy ? [attachRequired({ requiredPolicies }, [roleArn.arn])] : []),
    ...(isProfile ? [ownProfiles(connection)] : []),
  ];
  if (permissions.length === 0) return [];
  const fixes = denialFixes({ connection, aws, permissions, topic: `undo-${roleArn.name}` });
  return fixes.map((fix) =>
    fix.kind === "text" ? fix : { ...fix, title: `${fix.title}: let Rolecall do it` },
  );
}

/** The instances are for a person to choose. */
function disassociate(facts: FailureFacts["profile_in_use"], connection: Connection): Fix[] {
  const home = homeRegion(connection.partition);
  const known = facts.instances ?? [];
  const instances = known.length > 0 ? known : facts.instanceIds.map((id) => ({ id, region: home }));
  const options = instances.map(({ id, region }) => ({
    label: known.length > 0 ? `${id} in ${region}` : id,
    body: [
      `association=$(aws ec2 describe-iam-instance-profile-associations --region ${region} --filters Name=instance-id,Values=${id} \\\n  --query 'IamInstanceProfileAssociations[0].AssociationId' --output text)`,
      `aws ec2 disassociate-iam-instance-profile --region ${region} --association-id "$association"`,
    ].join("\n"),
  }));
  const fix = choiceFix("AWS CLI", connection, {
    prompt: "From which machines may the instance profile be taken?",
    atLeast: 1,
    options,
    told: {
      done: "the instance profile is taken off the machines you chose.",
      next: "Next: delete the role in Rolecall again.",
    },
  });
  const notes = [
    "Programs on these machines lose the role's access to AWS at once.",
    ...(known.length > 0 ? [] : [`Replace ${home} by the Region of the machine.`]),
  ];
  return [inConsole(instances, connection), { ...fix, notes }];
}

function inConsole([first]: { id: string; region: string }[], { partition, accountId }: Connection): Fix {
  return consoleFix({
    url: first && instancePage(partition, first.region, first.id),
    steps: [
      `Sign in to AWS account ${accountId} and open each of the machines named above (EC2, Instances). The link opens the first.`,
      "Choose Actions, Security, Modify IAM role, then another role or No IAM role. Programs on the machine lose this role's access to AWS at once.",
      "Come back here and delete the role again.",
    ],
  });
}

function leaveIt({ profileArn }: { profileArn: string }): Fix {
  return textFix(
    "Or leave it",
    `Delete the role here without touching AWS: ${profileArn} and what else Rolecall added stay in the account, and Rolecall lists them one last time.`,
  );
}
