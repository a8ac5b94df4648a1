/** The texts of warnings. Browser-safe. */

import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Warning } from "./failure.ts";
import { titleOf } from "./failure-reasons.ts";
import { describeLeft } from "./left-alone.ts";
import { refusedBecause, shortList, undoItemInWords } from "./reasons/words.ts";

type WarningWords = { [C in Warning["code"]]: (facts: Extract<Warning, { code: C }>["facts"]) => string };

const WORDS: WarningWords = {
  simulation_unavailable: ({ why, aws }) => {
    const unchecked =
      "what a permissions boundary or an organization's policy takes away, so that was not checked";
    if (why === "not_offered") return `This AWS endpoint cannot say ${unchecked}.`;
    if (why === "failed") return `AWS could not say ${unchecked}. Start one machine to be sure.`;
    const isMissing = aws?.policyLayer === undefined || aws.policyLayer === "identity";
    const cure =
      isMissing && !aws?.explicit
        ? "Allow the connection role iam:SimulatePrincipalPolicy."
        : refusedBecause(aws, "the connection role");
    return `Rolecall may not ask AWS ${unchecked}. ${cure}`;
  },
  limits_conditional: ({ actions, conditionKeys }) =>
    `Whether machines may use ${shortList(actions)} depends on conditions (${joined(conditionKeys)}) in one of the role's policies or its permissions boundary, and only a machine's own request tells. Start one machine to be sure.`,
  scp_may_block: ({ actions }) =>
    `AWS's simulator says that a service control policy of your organization denies machines ${joined(actions)}. It does not know everything a machine's request says, so the role may work all the same. If the organization allows some Regions only, give those in which machines run on the page of the AWS account. Otherwise start one machine to be sure. If it is refused, ask your organization's administrators to except this role from the statement that denies, or to add these actions where only listed ones are allowed.`,
  denied_in_region: ({ region, actions }) =>
    `In ${region}, the role may not use ${shortList(actions)}. It may in another Region of this account's list. If machines run in ${region}, let the role use them there; if not, take ${region} off the list.`,
  role_recreated: () =>
    "Since it was first registered, the role was deleted and created again under the same name. Rolecall has set up the new one; check that this was meant.",
  trust_conditional: ({ conditionKeys }) =>
    `The trust policy has conditions (${joined(conditionKeys)}) and AWS does not document whether EC2 meets them. Start one machine to be sure. If it gets no credentials, the condition is why.`,
  accepted: ({ reason, because, by, since }) =>
    `${titleOf(reason)}. Accepted by ${by} on ${since.slice(0, 10)}, because: ${because.replace(/[.\s]*$/, "")}. It is asked again once what it rests on changes.`,
  trust_open_to_everyone: () =>
    "The trust policy lets everybody in AWS use the role. Name ec2.amazonaws.com in it in place of *.",
  trust_names_deleted_principal: ({ principals }) =>
    `The trust policy names ${shortList(principals)}, which ${principals.length === 1 ? "was" : "were"} deleted. A new role or user of the same name is not let in until the policy is saved again with its ARN.`,
  profile_holds_other_name: ({ profileName }) =>
    `The role's instance profile is named ${profileName}, not like the role. Give that name, or its ARN, when you start machines.`,
  several_profiles: ({ profileName, profileArns }) =>
    `The role sits in ${profileArns.length} instance profiles: ${shortList(profileArns.map(nameInArn))}. Rolecall uses ${profileName}. An admin can choose another.`,
  undo_incomplete: ({ denied, remaining }) =>
    `Rolecall could not take back ${joined(remaining.map(undoItemInWords))}${denied.length > 0 ? `: AWS refused ${joined([...new Set(denied.map(({ action }) => action))])}` : " yet"}. Retrying or deleting the role here tries again.`,
  left_alone: ({ left }) => left.map(describeLeft).join(" "),
  connection_role_recreated: () =>
    "The connection role of this AWS account was deleted and created again under the same name. Check that this was meant.",
};

/** Returns the text of a warning, one or two sentences. */
export function describeWarning(warning: Warning): { code: Warning["code"]; detail: string } {
  const words = WORDS[warning.code] as (facts: Warning["facts"]) => string;
  return { code: warning.code, detail: words(warning.facts) };
}
