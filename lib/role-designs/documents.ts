/** The documents of a role design, with the reason of each statement. Browser-safe. */
import type { JsonObject, PolicyJson } from "#lib/iam-policy/parse.ts";
import { type BucketPolicy, bucketPolicies } from "./bucket-policies.ts";
import { permissionStatements, type ReasonedStatement } from "./permission-statements.ts";
import type { RoleDesign } from "./schema.ts";
import { type Size, sizesOf } from "./sizes.ts";
import { type Platform, trustStatements } from "./trust-statements.ts";

export type RoleDocuments = {
  permissionPolicyName: string;
  /** Null where the design grants nothing. */
  permissionPolicy: PolicyJson | null;
  trustPolicy: PolicyJson;
  bucketPolicies: BucketPolicy[];
  profileName: string;
  reasons: { document: "permission_policy" | "trust_policy"; sid: string; why: string }[];
  sizes: Size[];
};

export function roleDocuments(design: RoleDesign, platform: Platform | null): RoleDocuments {
  const permissions = permissionStatements(design);
  const trust = trustStatements(design, platform);
  const permissionPolicy = permissions.length > 0 ? policy(permissions) : null;
  const trustPolicy = policy(trust);
  return {
    permissionPolicyName: `${design.roleName}-access`,
    permissionPolicy,
    trustPolicy,
    bucketPolicies: bucketPolicies(design),
    profileName: design.profileName ?? design.roleName,
    reasons: [...reasons("permission_policy", permissions), ...reasons("trust_policy", trust)],
    sizes: sizesOf(design, { permissionPolicy, trustPolicy }),
  };
}

function policy(statements: ReasonedStatement[]): PolicyJson {
  return { Version: "2012-10-17", Statement: statements.map(({ statement }) => statement) };
}

function reasons(
  document: RoleDocuments["reasons"][number]["document"],
  statements: ReasonedStatement[],
): RoleDocuments["reasons"] {
  return statements.map(({ why, statement }) => ({ document, sid: sidOf(statement), why }));
}

const sidOf = ({ Sid }: JsonObject) => (typeof Sid === "string" ? Sid : "");
