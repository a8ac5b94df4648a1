/** The words for an ARN that is refused as typed: what it is, then what to paste. Browser-safe. */
import { PARTITIONS } from "#lib/aws/partition.ts";
import type { ArnReason } from "./arn-reason.ts";

export type MalformedWhy =
  | "empty"
  | "not_an_arn"
  | "too_long"
  | "bare_name"
  | "web_address"
  | "missing_fields"
  | "letter_case"
  | "hidden_characters"
  | "spaces_inside"
  | "no_role_name"
  | "role_prefix"
  | "other_resource"
  | "wildcard"
  | "placeholder"
  | "role_name_too_long"
  | "role_name_characters"
  | "path_too_long"
  | "not_ascii"
  | "several"
  | "goes_on"
  | "words_around"
  | "arn_in_arn"
  | "query_behind"
  | "percent_encoded";

type IdentityKind = "user" | "group" | "mfa" | "root" | "federated_user" | "oidc_provider" | "saml_provider";

/** What the words are made from. Only parts that were recognised are kept, never the text as typed. */
export type ArnFacts = {
  arn_malformed: { why: MalformedWhy; roleName?: string };
  arn_wrong_service: { service?: string };
  arn_region_not_empty: { region?: string };
  arn_partition_unknown: { partition?: string };
  arn_account_invalid: { digits?: number };
  arn_is_session: { roleName?: string };
  arn_is_instance_profile: { profileName?: string };
  arn_is_user: { kind: IdentityKind; name?: string };
  arn_is_policy: { policyName?: string; managedByAws: boolean };
  arn_is_unique_id: { kind: string };
  arn_is_access_key: Record<string, never>;
  arn_is_console_url: { roleName?: string; page?: "access_portal" };
  arn_service_linked: { roleName: string; service: string };
  arn_sso_managed: { roleName: string };
};

const SHAPE = "A role ARN looks like arn:aws:iam::123456789012:role/my-role.";

const MALFORMED = {
  empty: `Paste the ARN of the role. ${SHAPE}`,
  not_an_arn: `That is not an ARN. ${SHAPE}`,
  too_long: `That is longer than any role ARN. ${SHAPE}`,
  bare_name:
    "That is a role's name. Paste its full ARN, which the IAM console shows at the top of the role's page.",
  web_address:
    "That is a web address. Paste the role's ARN, which the IAM console shows at the top of the role's page.",
  missing_fields: `Part of the ARN is missing. ${SHAPE} The two colons after iam belong to it.`,
  letter_case: "The part before the role's name is written in small letters.",
  hidden_characters: "There are invisible characters inside the ARN. Use it without them.",
  spaces_inside: "There is white space inside the ARN. Use it without.",
  no_role_name: "The role's name is missing at the end. Paste the whole ARN.",
  role_prefix: "Between the account ID and the role's name stands :role/ and nothing else.",
  other_resource: `That ARN names something else than a role. ${SHAPE}`,
  wildcard: "That is a pattern with * or ?, not one role. Paste the ARN of the role itself.",
  placeholder:
    "That is a template with a placeholder that was never filled in. Paste the ARN with its real values.",
  role_name_too_long:
    "A role's name has at most 64 characters. Check that the ARN was copied whole and only once.",
  role_name_characters:
    "A role's name consists of letters, digits and + = , . @ _ -. Check the end of the ARN.",
  path_too_long:
    "The path before the role's name has at most 512 characters. Check that the ARN was copied rightly.",
  not_ascii:
    "A character of the ARN is none that IAM has: an accent, or a letter of another alphabet that looks Latin. Copy the ARN from the IAM console.",
  several: "That is more than one role. Import them together, or paste one of them.",
  goes_on: "After the ARN comes more that may belong to the role's name. Paste the ARN alone, in one line.",
  words_around: "There is other text around the ARN. Paste the ARN alone.",
  arn_in_arn: "One ARN stands inside another. Paste the role's ARN alone.",
  percent_encoded: "Part of the ARN is percent-encoded, as in an address.",
  query_behind: "After the role's name comes something that is no part of it.",
} as const satisfies Record<MalformedWhy, string>;

const IDENTITY = {
  user: "an IAM user",
  group: "an IAM group",
  mfa: "an MFA device",
  root: "the root user of an account",
  federated_user: "a federated user",
  oidc_provider: "an OIDC identity provider",
  saml_provider: "a SAML identity provider",
} as const satisfies Record<IdentityKind, string>;

type ArnWords = { title: string; detail: string };

const WORDS: { [R in ArnReason]: (facts: ArnFacts[R]) => ArnWords } = {
  arn_malformed: ({ why }) => ({ title: "That is not a role ARN", detail: MALFORMED[why] }),
  arn_wrong_service: ({ service }) => ({
    title: "That is not an IAM ARN",
    detail: `That ARN belongs to ${service ?? "another service"}, not to IAM. ${SHAPE}`,
  }),
  arn_region_not_empty: ({ region }) => ({
    title: "A role has no Region",
    detail: `IAM roles have no Region${region ? `, but the ARN names ${region}` : ""}. Leave it empty: arn:aws:iam::123456789012:role/….`,
  }),
  arn_partition_unknown: ({ partition }) => ({
    title: "AWS has no such partition",
    detail: `${partition ? `"${partition}" is` : "That is"} not a partition of AWS. It is one of ${PARTITIONS.slice(0, 4).join(", ")} and the aws-iso ones.`,
  }),
  arn_account_invalid: ({ digits }) => ({
    title: "That is not an account ID",
    detail: accountDetail(digits),
  }),
  arn_is_session: ({ roleName }) => ({
    title: "That is a session",
    detail: `That is a session of ${roleName ? `role ${roleName}` : "a role"}, not the role. Paste the ARN of the role; it begins with arn:aws:iam and may have a path that the session does not show.`,
  }),
  arn_is_instance_profile: ({ profileName }) => ({
    title: "That is an instance profile",
    detail: `That is an instance profile${profileName ? ` (${profileName})` : ""}. Paste the ARN of the role inside it.`,
  }),
  arn_is_user: ({ kind, name }) => ({
    title: "That is not a role",
    detail: `That is ${IDENTITY[kind]}${name && kind !== "root" ? ` (${name})` : ""}, which cannot be given to an EC2 instance. Paste the ARN of a role.`,
  }),
  arn_is_policy: ({ policyName, managedByAws }) => ({
    title: "That is a policy",
    detail: `${policyName ?? "That"} is a permission policy${managedByAws ? " that AWS manages" : ""}, not a role. Paste the ARN of the role it is attached to.`,
  }),
  arn_is_unique_id: ({ kind }) => ({
    title: "That is an internal ID",
    detail: `That is the internal ID of ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}. Paste the role's ARN, which begins with arn:aws:iam.`,
  }),
  arn_is_access_key: () => ({
    title: "That is a credential",
    detail:
      "That looks like an AWS access key or secret. Rolecall never needs one and has not kept it. If anybody else could have seen it, deactivate it in IAM. Paste the ARN of a role.",
  }),
  arn_is_console_url: ({ roleName, page }) => ({
    title: "That is a console address",
    detail:
      page === "access_portal"
        ? "That is a shortcut of the AWS access portal. It names a permission set, which people sign in with, not a role that machines can use."
        : `That is the address of ${roleName ? `role ${roleName}` : "a page"} in the AWS console. Paste the ARN that the page shows at its top.`,
  }),
  arn_service_linked: ({ roleName, service }) => ({
    title: "Only AWS may change that role",
    detail: `${roleName} is a service-linked role${service ? ` of ${service}` : ""}, which only AWS may change. Create a role of your own for the machines.`,
  }),
  arn_sso_managed: ({ roleName }) => ({
    title: "Only AWS may change that role",
    detail: `${roleName} belongs to IAM Identity Center, which people sign in with and only AWS may change. Create a role of your own for the machines.`,
  }),
};

/** Title and one to three sentences for an ARN that was refused. */
export function describeArnReason<R extends ArnReason>(reason: R, facts: ArnFacts[R]): ArnWords;
export function describeArnReason(reason: ArnReason, facts: ArnFacts[ArnReason]): ArnWords;
export function describeArnReason(reason: ArnReason, facts: ArnFacts[ArnReason]): ArnWords {
  return (WORDS[reason] as (facts: ArnFacts[ArnReason]) => ArnWords)(facts);
}

function accountDetail(digits: number | undefined): string {
  const rule = "An account ID has 12 digits and no hyphens.";
  if (digits === undefined || digits === 12) return rule;
  if (digits === 0) return `The account ID is missing. ${rule}`;
  const lost = digits < 12 ? " Spreadsheets drop leading zeros." : "";
  return `The account ID has ${digits} digits. ${rule}${lost}`;
}
