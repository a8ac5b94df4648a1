/** A role design as a CloudFormation template. Browser-safe. */
import { Document } from "yaml";
import type { RoleDocuments } from "../documents.ts";
import type { RoleDesign } from "../schema.ts";
import { hasProfile } from "./cli.ts";

/** YAML; the stack needs the capability CAPABILITY_NAMED_IAM, since the role has a name. */
export function roleTemplate(design: RoleDesign, documents: RoleDocuments): string {
  const { permissionPolicy, permissionPolicyName, profileName } = documents;
  const isManaged = permissionPolicy && !design.inline;
  const content = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `The IAM role ${design.roleName}, as designed in Rolecall`,
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: roleProperties(design, documents) },
      ...(isManaged && {
        Policy: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            ManagedPolicyName: permissionPolicyName,
            PolicyDocument: permissionPolicy,
            Roles: [{ Ref: "Role" }],
          },
        },
      }),
      ...(hasProfile(design) && {
        InstanceProfile: {
          Type: "AWS::IAM::InstanceProfile",
          Properties: { InstanceProfileName: profileName, Roles: [{ Ref: "Role" }] },
        },
      }),
    },
    Outputs: {
      RoleArn: { Description: "Register this in Rolecall", Value: { "Fn::GetAtt": ["Role", "Arn"] } },
    },
  };
  // CloudFormation parses YAML 1.1, in which an unquoted 2012-10-17 is a date.
  return new Document(content, { version: "1.1", aliasDuplicateObjects: false }).toString({ lineWidth: 0 });
}

function roleProperties(design: RoleDesign, documents: RoleDocuments) {
  const { roleName, path, tags, maxSessionSeconds, permissionsBoundaryArn, inline } = design;
  const { trustPolicy, permissionPolicy, permissionPolicyName } = documents;
  const pairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    RoleName: roleName,
    Path: path,
    AssumeRolePolicyDocument: trustPolicy,
    ...(maxSessionSeconds && { MaxSessionDuration: maxSessionSeconds }),
    ...(permissionsBoundaryArn && { PermissionsBoundary: permissionsBoundaryArn }),
    ...(pairs.length > 0 && { Tags: pairs }),
    ...(inline &&
      permissionPolicy && {
        Policies: [{ PolicyName: permissionPolicyName, PolicyDocument: permissionPolicy }],
      }),
  };
}
