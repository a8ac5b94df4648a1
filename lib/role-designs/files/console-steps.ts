/** A role design as steps in the AWS console. Browser-safe. */
import { consoleHost, homeRegion } from "#lib/aws/partition.ts";
import { quote } from "#lib/iac/shell.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import type { RoleDocuments } from "../documents.ts";
import type { RoleDesign } from "../schema.ts";
import { hasProfile } from "./cli.ts";

export type ConsoleStep = {
  text: string;
  /** The console page; absent in partitions whose console is not on the internet. */
  url?: string;
  /** What to paste. */
  copy?: string;
};

export function consoleSteps(design: RoleDesign, documents: RoleDocuments): ConsoleStep[] {
  const { permissionPolicy, permissionPolicyName, trustPolicy, profileName } = documents;
  const { roleName, inline } = design;
  const managed = permissionPolicy && !inline ? permissionPolicy : null;
  return [
    ...(managed
      ? [
          {
            text: `Create a policy: choose JSON, replace what is there, and name it ${permissionPolicyName}.`,
            ...at(design, "policies/create"),
            copy: prettyPolicy(managed),
          },
        ]
      : []),
    {
      text: "Create a role: choose Custom trust policy, and replace what is there.",
      ...at(design, "roles/create?trustedEntityType=CUSTOM_TRUST_POLICY"),
      copy: prettyPolicy(trustPolicy),
    },
    ...(managed ? [{ text: "Add the policy to the role.", copy: permissionPolicyName }] : []),
    { text: "Name the role, and create it.", copy: roleName },
    ...(permissionPolicy && inline
      ? [
          {
            text: `On the role's page choose Add permissions → Create inline policy → JSON, and name it ${permissionPolicyName}.`,
            ...at(design, `roles/details/${encodeURIComponent(roleName)}?section=permissions`),
            copy: prettyPolicy(permissionPolicy),
          },
        ]
      : []),
    ...extras(design),
    ...(hasProfile(design) ? [profileStep(profileName)] : []),
    {
      text: "Copy the role's ARN from its page, and register it here.",
      ...at(design, `roles/details/${encodeURIComponent(roleName)}`),
    },
  ];
}

/**
 * The console creates a role with its profile, but not with a custom trust policy; Rolecall then creates the profile.
 */
function profileStep(profileName: string): ConsoleStep {
  return {
    text: "The console makes no instance profile for a role with a custom trust policy. Rolecall makes one when you register the role; to make it yourself, run this in CloudShell.",
    copy: `aws iam create-instance-profile --instance-profile-name ${quote(profileName)}`,
  };
}

function extras({ path, tags, permissionsBoundaryArn, maxSessionSeconds }: RoleDesign): ConsoleStep[] {
  return [
    ...(path === "/"
      ? []
      : [
          {
            text: `The console makes roles in the path / alone. For the path ${path} use the AWS CLI, CloudFormation or Terraform.`,
          },
        ]),
    ...(permissionsBoundaryArn
      ? [
          {
            text: "On the role's page, under Permissions boundary, set this policy.",
            copy: permissionsBoundaryArn,
          },
        ]
      : []),
    ...(maxSessionSeconds
      ? [
          {
            text: `On the role's page choose Edit, and set Maximum session duration to ${maxSessionSeconds} seconds.`,
          },
        ]
      : []),
    ...Object.entries(tags).map(([key, value]) => ({
      text: `On the tab Tags add ${key} with the value ${value}.`,
    })),
  ];
}

function at({ partition }: RoleDesign, page: string): { url?: string } {
  const host = consoleHost(partition);
  const region = homeRegion(partition);
  return host ? { url: `https://${region}.${host}/iam/home?region=${region}#/${page}` } : {};
}
