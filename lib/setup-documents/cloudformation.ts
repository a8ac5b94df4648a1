/** The set-up as a CloudFormation template. Browser-safe. */
import { Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { hasTags, tagList } from "#lib/aws/tags.ts";
import type { JsonObject } from "#lib/iam-policy/parse.ts";
import { CONNECTION_PATH, DEFAULT_CONNECTION_ROLE, type Setup } from "./setup.ts";
import {
  BOUNDARY_DESCRIPTION,
  BOUNDARY_WHY,
  POLICY_DESCRIPTION,
  type SetupPolicies,
  setupHeading,
  setupPolicies,
} from "./setup-policies.ts";
import { TRUST_STATEMENTS } from "./trust-policy.ts";

/**
 * YAML with a comment on each permission. Account and partition are CloudFormation's own (`AWS::AccountId`), so that
 * a stack in the wrong account grants nothing in the right one; principal and external ID are filled in.
 */
export function cloudFormationTemplate(setup: Setup): string {
  const title = `Connects AWS account ${setup.accountId} to Rolecall`;
  const heading = [...setupHeading(setup), ...(hasTags(setup.tags ?? {}) ? TAGS_ON_ROLE_ALONE : [])];
  return template(setup, { title, heading, parameters: parameters(setup) });
}

/** AWS::IAM::ManagedPolicy has no Tags, and passes on none of the stack's. */
const TAGS_ON_ROLE_ALONE = [
  "CloudFormation cannot tag managed policies: the role alone carries the tags set for this account.",
];

/** The same for any account, for an operator to publish: a quick-create link fills the values in. */
export function portableTemplate(
  platform: Pick<Setup, "partition" | "requiredPolicies"> & { accountId: string },
): string {
  const values = { externalId: "", platformPrincipalArn: "" };
  const setup = {
    ...platform,
    ...values,
    connectionRoleName: DEFAULT_CONNECTION_ROLE,
    connectionRolePath: CONNECTION_PATH,
    includeBulkRead: false,
  };
  const heading = ["Connects an AWS account to Rolecall."];
  return template(setup, {
    title: "Connects this AWS account to Rolecall",
    heading,
    parameters: parameters(values),
  });
}

type Frame = { title: string; heading: string[]; parameters: object };

function template(setup: Setup, frame: Frame): string {
  const made = setupPolicies(setup);
  const resources = {
    ...(made.boundary && { [BOUNDARY]: boundaryPolicy(made.boundary) }),
    ConnectionRole: connectionRole(made),
    ...Object.fromEntries(made.policies.map((policy) => [logicalId(policy.name), managedPolicy(policy)])),
  };
  const hasPolicies = made.policies.length > 0;
  const content = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `${frame.title}: a role it uses with an external ID, and the policies machines need`,
    Parameters: { ...frame.parameters, ...(hasPolicies && { [CREATE_POLICIES]: CREATE_POLICIES_PARAMETER }) },
    ...(hasPolicies && { Conditions: { [CREATES]: { "Fn::Equals": [{ Ref: CREATE_POLICIES }, "true"] } } }),
    Resources: withPseudoParameters(resources, setup),
    Outputs: {
      ConnectionRoleArn: {
        Description: "The connection role, which Rolecall now checks",
        Value: { "Fn::GetAtt": ["ConnectionRole", "Arn"] },
      },
    },
  };
  // YAML 1.1 is what CloudFormation and its tools read: an unquoted 2012-10-17 is a date there.
  const document = new Document(content, { version: "1.1" });
  document.commentBefore = frame.heading.map((line) => ` ${line}`).join("\n");
  explain(document, made);
  return document.toString({ lineWidth: 0 });
}

const BOUNDARY = "ConnectionBoundary";
const CREATE_POLICIES = "CreateRequiredPolicies";
const CREATES = "CreatesRequiredPolicies";

/** Another workspace's set-up of the same account may have made them: names are unique in an account. */
const CREATE_POLICIES_PARAMETER = {
  Type: "String",
  Default: "true",
  AllowedValues: ["true", "false"],
  Description: "Choose false where another Rolecall set-up has created the required policies in this account",
};

/** Filled in already. They are parameters so that rotating the external ID is a change of one value. */
function parameters({
  platformPrincipalArn,
  externalId,
}: Pick<Setup, "platformPrincipalArn" | "externalId">) {
  return {
    PlatformPrincipalArn: {
      Type: "String",
      ...(platformPrincipalArn && { Default: platformPrincipalArn }),
      Description: "Who Rolecall is in AWS, the only one who may use the connection role",
      AllowedPattern: "arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+",
    },
    ExternalId: {
      Type: "String",
      ...(externalId && { Default: externalId }),
      Description:
        "Made by Rolecall for this account, it keeps others from reaching the account through Rolecall",
      MinLength: 2,
      MaxLength: 1224,
      AllowedPattern: "[A-Za-z0-9_+=,.@:/-]*",
    },
  };
}

/** ARNs as `Fn::Sub` of the stack's own account and partition; IAM's policy variables are kept from it by `${!`. */
function withPseudoParameters(json: unknown, account: Pick<Setup, "accountId" | "partition">): unknown {
  if (Array.isArray(json)) return json.map((item) => withPseudoParameters(item, account));
  if (typeof json === "object" && json !== null) {
    return Object.fromEntries(
      Object.entries(json).map(([key, value]) => [key, withPseudoParameters(value, account)]),
    );
  }
  if (typeof json !== "string" || !json.startsWith(`arn:${account.partition}:`)) return json;
  const escaped = json.replace(/\$\{/g, () => "${!").replace(/^arn:[^:]+:/, () => "arn:${AWS::Partition}:");
  return { "Fn::Sub": escaped.replace(`:${account.accountId}:`, () => ":${AWS::AccountId}:") };
}

function boundaryPolicy({ name, path, document }: NonNullable<SetupPolicies["boundary"]>) {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: {
      ManagedPolicyName: name,
      Path: path,
      Description: BOUNDARY_DESCRIPTION,
      PolicyDocument: document,
    },
  };
}

function connectionRole({ connectionRole: role, boundary, permissions, tags }: SetupPolicies) {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: role.name,
      Path: role.path,
      Description: role.description,
      ...(boundary && { PermissionsBoundary: { Ref: BOUNDARY } }),
      ...(hasTags(tags) && { Tags: tagList(tags) }),
      AssumeRolePolicyDocument: withParameters(role.trustPolicy),
      Policies: [{ PolicyName: permissions.name, PolicyDocument: permissions.document }],
    },
  };
}

/** The trust policy's two values that are parameters. */
function withParameters(trustPolicy: SetupPolicies["connectionRole"]["trustPolicy"]): JsonObject {
  return {
    ...trustPolicy,
    Statement: (trustPolicy.Statement as JsonObject[]).map((statement) => ({
      ...statement,
      Principal: { AWS: { Ref: "PlatformPrincipalArn" } },
      Condition: { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } },
    })),
  };
}

function managedPolicy({ name, path, document }: SetupPolicies["policies"][number]) {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Condition: CREATES,
    Properties: {
      ManagedPolicyName: name,
      Path: path,
      Description: POLICY_DESCRIPTION,
      PolicyDocument: document,
    },
  };
}

/** `rolecall-node` → `RolecallNode`: logical ids are letters and digits. */
function logicalId(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return `Policy${words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("")}`;
}

const ROLE = ["Resources", "ConnectionRole", "Properties"];
const TRUST = [...ROLE, "AssumeRolePolicyDocument", "Statement"];
const PERMISSIONS = [...ROLE, "Policies", 0, "PolicyDocument", "Statement"];

/** Writes the reason above each statement of the connection role's documents, and behind each action. */
function explain(document: Document, { permissions, boundary }: SetupPolicies): void {
  if (boundary) {
    (document.getIn(["Resources", BOUNDARY]) as YAMLMap).commentBefore = ` ${BOUNDARY}: ${BOUNDARY_WHY}`;
  }
  for (const [index, { why }] of TRUST_STATEMENTS.entries()) {
    (document.getIn([...TRUST, index]) as YAMLMap).commentBefore = ` ${why}`;
  }
  const statements = document.getIn(PERMISSIONS) as YAMLSeq<YAMLMap>;
  for (const [index, permission] of permissions.reasons.entries()) {
    const statement = statements.items[index];
    if (!isMap(statement)) continue;
    statement.commentBefore = ` ${permission.why}`;
    const actions = statement.get(permission.deniesOthers ? "NotAction" : "Action");
    if (!isSeq(actions)) continue;
    for (const [at, item] of actions.items.entries()) {
      (item as { comment?: string }).comment = ` ${permission.actions[at]?.why}`;
    }
  }
}
