/** ARNs that are not a role's, or nearly are (docs/aws-facts.md, What is pasted instead of a role ARN). Browser-safe. */
import { isPartition } from "#lib/aws/partition.ts";
import { type ArnRefusal, arnInside, hiddenInside, malformed, meantArn, ROLE_NAME } from "./arn-refusal.ts";
import { readRoleArn } from "./role-arn-grammar.ts";

type ArnFields = {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

/** What an ARN is that is no role's; null for what is no ARN at all. */
export function otherArn(text: string): ArnRefusal | null {
  if (!/^arn:/i.test(text)) return null;
  const [, partition = "", service = "", region = "", accountId = "", ...rest] = text.split(":");
  if (rest.length === 0)
    return malformed("missing_fields", meantArn(text.replace(/^(arn:[^:]+:iam):(\d{12}:)/, "$1::$2")));
  const fields = { partition, service, region, accountId, resource: rest.join(":") };
  const inOrder = [
    hiddenInside,
    () => differsInCase(text),
    () => otherKind(fields),
    () => otherService(fields),
    () => otherPartition(fields),
    () => withRegion(text, fields),
    () => otherAccount(text, fields),
    () => otherResource(text, fields),
  ];
  for (const look of inOrder) {
    const refusal = look(text);
    if (refusal) return refusal;
  }
  return malformed("role_name_characters", arnInside(text));
}

/** `ARN:AWS:IAM::…:Role/x`: everything before the name is written small. */
function differsInCase(text: string): ArnRefusal | null {
  const small = text.replace(/^[^/]*/, (prefix) => prefix.toLowerCase());
  return small !== text && readRoleArn(small) ? malformed("letter_case", { roleArn: small }) : null;
}

function otherKind({ partition, service, accountId, resource }: ArnFields): ArnRefusal | null {
  const slash = resource.indexOf("/");
  const type = (slash < 0 ? resource : resource.slice(0, slash)).toLowerCase();
  const last = resource.slice(resource.lastIndexOf("/") + 1);
  const name = ROLE_NAME.test(last) ? last : undefined;
  const inAccount = /^\d{12}$/.test(accountId) && isPartition(partition) ? { accountId } : {};
  if (service === "sts" && type === "assumed-role") {
    const roleName = resource.split("/")[1] ?? "";
    if (!ROLE_NAME.test(roleName)) return { reason: "arn_is_session", facts: {} };
    return { reason: "arn_is_session", facts: { roleName }, meant: { roleName, ...inAccount } };
  }
  if (service === "iam" && type === "instance-profile") {
    const facts = name ? { profileName: name } : {};
    if (!name) return { reason: "arn_is_instance_profile", facts };
    return { reason: "arn_is_instance_profile", facts, meant: { profileName: name, ...inAccount } };
  }
  if (service === "iam" && type === "policy") {
    return {
      reason: "arn_is_policy",
      facts: { managedByAws: accountId === "aws", ...(name && { policyName: name }) },
    };
  }
  const isIdentity = (service === "iam" || service === "sts") && Object.hasOwn(IDENTITIES, type);
  if (!isIdentity) return null;
  return {
    reason: "arn_is_user",
    facts: { kind: IDENTITIES[type as keyof typeof IDENTITIES], ...(name && { name }) },
  };
}

const IDENTITIES = {
  user: "user",
  group: "group",
  mfa: "mfa",
  root: "root",
  "federated-user": "federated_user",
  "oidc-provider": "oidc_provider",
  "saml-provider": "saml_provider",
} as const;

function otherService({ service }: ArnFields): ArnRefusal | null {
  if (service === "iam") return null;
  return { reason: "arn_wrong_service", facts: /^[a-z0-9-]{1,32}$/.test(service) ? { service } : {} };
}

function otherPartition({ partition }: ArnFields): ArnRefusal | null {
  if (isPartition(partition)) return null;
  return { reason: "arn_partition_unknown", facts: /^[a-z0-9-]{1,32}$/.test(partition) ? { partition } : {} };
}

function withRegion(text: string, { region }: ArnFields): ArnRefusal | null {
  if (region === "") return null;
  const facts = /^[a-z0-9-]{1,32}$/.test(region) ? { region } : {};
  const meant = meantArn(text.replace(/^(arn:[^:]*:iam:)[^:]*:/, "$1:"));
  return meant ? { reason: "arn_region_not_empty", facts, meant } : { reason: "arn_region_not_empty", facts };
}

function otherAccount(text: string, { accountId }: ArnFields): ArnRefusal | null {
  if (/^\d{12}$/.test(accountId)) return null;
  const digits = accountId.replace(/[\s-]/g, "");
  const facts = /^\d*$/.test(digits) ? { digits: digits.length } : {};
  const meant = meantArn(text.replace(/^(arn:[^:]*:iam::)[^:]*:/, `$1${digits}:`));
  return meant ? { reason: "arn_account_invalid", facts, meant } : { reason: "arn_account_invalid", facts };
}

function otherResource(text: string, { resource }: ArnFields): ArnRefusal | null {
  if (/^roles?$/i.test(resource) || /^role\/(?:.*\/)?$/.test(resource)) {
    return malformed("no_role_name", resource.length > 5 ? meantArn(text.replace(/\/+$/, "")) : undefined);
  }
  if (/^roles\/|^role:|^role\/\//.test(resource)) {
    return malformed("role_prefix", meantArn(text.replace(/:(?:roles\/|role:|role\/\/+)/, ":role/")));
  }
  if (!resource.startsWith("role/")) return malformed("other_resource");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (/[*?]/.test(resource)) return malformed("wildcard");
  if (/[<>{}[\]$]/.test(resource)) return malformed("placeholder");
  if (name.length > 64 && /^[\w+=,.@-]+$/.test(name)) return malformed("role_name_too_long");
  if (resource.length - name.length - "role".length > 512) return malformed("path_too_long");
  return null;
}
