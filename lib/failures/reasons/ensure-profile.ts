/** Reasons of the step `ensure_profile`. Browser-safe. */

import { counted } from "#lib/counted.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { ownProfiles, passToEc2, readProfiles } from "#lib/setup-documents/permissions.ts";
import { denialFixes } from "../fixes/denial-fix.ts";
import { type Fix, textFix } from "../fixes/fix.ts";
import { profileQuotaFixes } from "../fixes/quota-fix.ts";
import { profileFixes } from "../fixes/role-fix.ts";
import type { ReasonContext, Reasons } from "./reason.ts";
import { actorOf, connectionRole, didNotLet, inWords, refusedBecause, seconds } from "./words.ts";

export type EnsureProfileReason =
  | "profile_denied"
  | "pass_role_denied"
  | "profile_quota_exceeded"
  | "profile_missing"
  | "profile_name_taken"
  | "profile_not_visible_yet";

export const ENSURE_PROFILE_REASONS: Reasons<EnsureProfileReason> = {
  profile_denied: {
    title: "Rolecall may not set up the instance profile",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ roleArn, connection, facts, aws }) =>
      `A machine gets the role ${roleArn.name} through an instance profile, and ${didNotLet(aws)} Rolecall set it up (${facts.action} on ${facts.profileName}). ${refusedBecause(aws, connectionRole(connection))}`,
    fixes: profileDenialFixes,
  },
  pass_role_denied: {
    title: "Rolecall may not put the role into an instance profile",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ roleArn, connection, aws }) =>
      `A machine gets the role ${roleArn.name} through an instance profile, and whoever puts a role into one needs the permission iam:PassRole on that role. ${refusedBecause(aws, connectionRole(connection))}`,
    fixes: ({ roleArn, connection, aws }) =>
      denialFixes({
        connection,
        aws,
        permissions: [passToEc2(connection, [roleArn.arn])],
        topic: `pass-${roleArn.name}`,
      }),
  },
  profile_quota_exceeded: {
    title: "The account has no room for another instance profile",
    actor: "you",
    retry: "fix",
    detail: ({ connection, facts }) =>
      `${facts.quota ? `All ${counted(facts.quota, "instance profile")}` : "All instance profiles"} that AWS allows in ${inWords(connection)} exist, and none of them holds this role. A machine gets a role through an instance profile, so one more is needed. Delete one that is empty, or ask AWS for a higher quota.`,
    fixes: ({ connection, facts }) => profileQuotaFixes(connection, facts.quota),
  },
  profile_missing: {
    title: "No instance profile to use",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      facts.chosenProfileArn
        ? `The instance profile chosen for this role, ${nameInArn(facts.chosenProfileArn)}, does not hold ${roleArn.name}${facts.profileArns.length > 0 ? `; ${joined(facts.profileArns.map(nameInArn))} ${facts.profileArns.length === 1 ? "does" : "do"}` : ""}. Choose another for the role, or put the role into this one.`
        : `A machine gets the role ${roleArn.name} through an instance profile. The role sits in none, and the settings of this AWS account say that Rolecall makes none. Ask whoever makes instance profiles in the account for one that holds the role: Rolecall uses any.`,
    fixes: ({ roleArn, connection, facts }) =>
      facts.profileArns.length > 0
        ? []
        : profileFixes(
            roleArn,
            connection,
            facts.chosenProfileArn ? nameInArn(facts.chosenProfileArn) : roleArn.name,
          ),
  },
  profile_name_taken: {
    title: "The instance profile's name is taken",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The instance profile ${facts.profileName} ${facts.heldRoleArn ? `holds another role, ${nameInArn(facts.heldRoleArn)}` : "exists already and Rolecall did not make it"}, and the other names Rolecall tried are taken as well. Make one for ${roleArn.name} yourself: Rolecall uses any profile that holds the role.`,
    fixes: ({ roleArn, connection }) => profileFixes(roleArn, connection, `${roleArn.name}-nodes`),
  },
  profile_not_visible_yet: {
    title: "AWS does not show the new instance profile yet",
    actor: "nobody",
    retry: "wait",
    detail: ({ facts }) =>
      `The instance profile ${facts.profileName} was made, but AWS did not show it within ${seconds(facts.waitedMs)}. Rolecall took back what it had added. Nothing is wrong with the role. Retry in a few minutes.`,
    fixes: () => [],
  },
};

function profileDenialFixes({ roleArn, connection, facts, aws }: ReasonContext<"profile_denied">) {
  // All permissions at once: otherwise AWS would ask for the next one after each.
  const permissions = [
    ownProfiles(connection),
    readProfiles(connection),
    passToEc2(connection, [roleArn.arn]),
  ];
  const fixes = denialFixes({ connection, aws, permissions, topic: `profiles-${roleArn.name}` });
  return [...tagFix({ facts, aws }), ...fixes, ...madeByOthers({ roleArn, connection })];
}

/** Where only a central team may create instance profiles, it can create this one, and Rolecall then creates none. */
function madeByOthers({
  roleArn,
  connection,
}: Pick<ReasonContext<"profile_denied">, "roleArn" | "connection">) {
  const [script] = profileFixes(roleArn, connection, roleArn.name);
  if (!script) return [];
  const note = `Rolecall uses any instance profile that holds ${roleArn.name}, whatever its name and path. If only a central team may make profiles in this account, pass this on to it: nothing that denies has to be changed then.`;
  return [{ ...script, title: "Or have it made by who may", notes: [note] }];
}

/** A Deny on making may stand for a tag that is missing; mostly AWS does not say so. */
function tagFix({ facts, aws }: Pick<ReasonContext<"profile_denied">, "facts" | "aws">): Fix[] {
  if (!facts.tag && !(aws?.explicit && aws.policyLayer === "scp")) return [];
  if (facts.action !== "iam:CreateInstanceProfile" && facts.action !== "iam:TagInstanceProfile") return [];
  const where = "open this AWS account in Rolecall, More actions, Change tags, and retry";
  return [
    textFix(
      facts.tag ? "Set the tag" : "If tags are demanded",
      facts.tag
        ? `AWS's refusal names the tag ${facts.tag}. To let Rolecall set it on the instance profiles it makes, ${where}.`
        : `Many organizations refuse what is made without tags such as owner or cost-center, and AWS does not say so. If yours does, ${where}.`,
    ),
  ];
}
