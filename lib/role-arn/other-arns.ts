/** ARNs that are not a role's, or nearly are (docs/aws-facts.md, What is pasted instead of a role ARN). Browser-safe. */
import { isPartition } from "#lib/aws/partition.ts";
import { type ArnRefusal, hiddenInside, malformed, meantArn, ROLE_NAME } from "./arn-refusal.ts";
import { isPlaceholderAccount } from "./placeholders.ts";
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
  if (!/^arn:/i.test(text)) return withoutBeginning(text);
  const [, partition = "", service = "", region = "", accountId = "", ...rest] = text.split(":");
  if (rest.length === 0) return malformed("missing_fields", nearly(text));
  const fields = { partition, service, region, accountId, resource: rest.join(":") };
  const inOrder = [
    hiddenInside,
    () => differsInCase(text),
    () => notAscii(text),
    () => otherKind(fields),
    () => otherService(fields),
    () => otherPartition(text, fields),
    () => withRegion(text, fields),
    () => otherAccount(text, fields),
    () => otherResource(text, fields),
  ];
  for (const look of inOrder) {
    const refusal = look(text);
    if (refusal) return refusal;
  }
  return malformed("role_name_characters");
}

/** `aws:iam::123456789012:role/etl`: copied from the second letter on. */
function withoutBeginning(text: string): ArnRefusal | null {
  const arn = text.replace(/^(?:[a-z]{0,3}:)?(?=aws(?:-[a-z-]+)?:iam:)/, "arn:");
  return arn !== text && readRoleArn(arn) ? malformed("missing_fields", { roleArn: arn }) : null;
}

const NEARLY =
  /^arn[:;]+(aws(?:-[a-z-]+)?)[:;]+iam[:;]+(?:[a-z]{2}(?:-[a-z]+)+-\d[:;]+)?(\d{12})[:;/]+role[s]?[:;/\\]+([^:]+)$/;

/** The ARN that has each of its parts and the wrong number or kind of signs between them. */
function nearly(text: string): { roleArn: string } | undefined {
  const [, partition, accountId, name] = NEARLY.exec(text) ?? [];
  const arn = `arn:${partition}:iam::${accountId}:role/${name?.replace(/\/+$/, "")}`;
  return readRoleArn(arn) ? { roleArn: arn } : undefined;
}

/** The same for a text whose colons became semicolons or full stops. */
export const nearlyArn = (text: string) => nearly(text.replace(/[;.](?=[^/]*\/)/g, ":"));

/** `ARN:AWS:IAM::…:Role/x`: everything before the name is written small. Of a name all in capitals nobody can know. */
function differsInCase(text: string): ArnRefusal | null {
  const small = text.replace(/^[^/]*/, (prefix) => prefix.toLowerCase());
  const roleArn = small === text ? null : readRoleArn(small);
  if (!roleArn) return null;
  const isShouted = text.startsWith("ARN:AWS") && !/[a-z]/.test(roleArn.path + roleArn.name);
  return malformed("letter_case", isShouted ? undefined : { roleArn: small });
}

/** Letters that only look Latin, and others that IAM has not; a hyphen that a word processor made is put right. */
function notAscii(text: string): ArnRefusal | null {
  if (/^[\0-\x7f]*$/.test(text)) return null;
  return malformed("not_ascii", meantArn(text.replace(/[\u2010\u2011\u00ad]/g, "-")));
}

function otherKind({ partition, service, accountId, resource }: ArnFields): ArnRefusal | null {
  const slash = resource.indexOf("/");
  const type = (slash < 0 ? resource : resource.slice(0, slash)).toLowerCase();
  const last = slash < 0 ? "" : resource.slice(resource.lastIndexOf("/") + 1);
  const name = ROLE_NAME.test(last) ? last : undefined;
  const inAccount = isPartition(partition) && /^\d{12}$/.test(accountId) ? { accountId, partition } : {};
  if ((service === "sts" || service === "iam") && type === "assumed-role") {
    return session(resource.split("/")[1] ?? "", inAccount);
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

/** A session tells its role's name and not its path; of some roles the name says who may change them. */
function session(roleName: string, inAccount: object): ArnRefusal {
  if (!ROLE_NAME.test(roleName)) return { reason: "arn_is_session", facts: {} };
  if (roleName.startsWith("AWSReservedSSO_")) return { reason: "arn_sso_managed", facts: { roleName } };
  if (roleName.startsWith("AWSServiceRoleFor")) {
    return { reason: "arn_service_linked", facts: { roleName, service: "" } };
  }
  return { reason: "arn_is_session", facts: { roleName }, meant: { roleName, ...inAccount } };
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

function otherService({ partition, service, accountId, resource }: ArnFields): ArnRefusal | null {
  if (service === "iam") return null;
  const facts = /^[a-z0-9-]{1,32}$/.test(service) ? { service } : {};
  const meant = meantArn(`arn:${partition}:iam::${accountId}:${resource}`);
  return { reason: "arn_wrong_service", facts, ...(meant && { meant }) };
}

/** What people write for a partition that has another name. */
const PARTITION_SLIPS: Record<string, string> = {
  "aws-gov": "aws-us-gov",
  "aws-govcloud": "aws-us-gov",
  "aws-us-govcloud": "aws-us-gov",
  "aws-usgov": "aws-us-gov",
  aws_us_gov: "aws-us-gov",
  "aws-china": "aws-cn",
  "aws-zh": "aws-cn",
  aws_cn: "aws-cn",
  "aws-eu-sovereign": "aws-eusc",
  "aws-esc": "aws-eusc",
};

function otherPartition(text: string, { partition }: ArnFields): ArnRefusal | null {
  if (isPartition(partition)) return null;
  if (partition === "*") return malformed("wildcard");
  const facts = /^[a-z0-9-]{1,32}$/.test(partition) ? { partition } : {};
  const right = Object.hasOwn(PARTITION_SLIPS, partition) ? PARTITION_SLIPS[partition] : undefined;
  const meant = right ? meantArn(text.replace(/^arn:[^:]*/, `arn:${right}`)) : undefined;
  return { reason: "arn_partition_unknown", facts, ...(meant && { meant }) };
}

function withRegion(text: string, { region }: ArnFields): ArnRefusal | null {
  if (region === "") return null;
  if (/^\d{12}$/.test(region)) return malformed("missing_fields", nearly(text));
  const facts = /^[a-z0-9-]{1,32}$/.test(region) ? { region } : {};
  const meant = meantArn(text.replace(/^(arn:[^:]*:iam:)[^:]*:/, "$1:"));
  return meant ? { reason: "arn_region_not_empty", facts, meant } : { reason: "arn_region_not_empty", facts };
}

function otherAccount(text: string, { accountId }: ArnFields): ArnRefusal | null {
  if (/^\d{12}$/.test(accountId)) return null;
  if (accountId === "*") return malformed("wildcard");
  if (isPlaceholderAccount(accountId)) return malformed("placeholder");
  const meant = accountId === "" ? nearly(text) : undefined;
  if (meant) return malformed("role_prefix", meant);
  const digits = accountId.replace(/[\s"'-]/g, "");
  const facts = /^\d*$/.test(digits) ? { digits: digits.length } : {};
  const right = meantArn(text.replace(/^(arn:[^:]*:iam::)[^:]*:/, `$1${digits}:`));
  return { reason: "arn_account_invalid", facts, ...(right && { meant: right }) };
}

function decodedArn(text: string): { roleArn: string } | undefined {
  try {
    const roleArn = decodeURIComponent(text).trim();
    return readRoleArn(roleArn) ? { roleArn } : undefined;
  } catch {
    return undefined; // a stray % sign
  }
}

function otherResource(text: string, { resource }: ArnFields): ArnRefusal | null {
  if (/^roles?$/i.test(resource) || /^role\/(?:.*\/)?$/.test(resource)) {
    return malformed("no_role_name", resource.length > 5 ? meantArn(text.replace(/\/+$/, "")) : undefined);
  }
  if (/^roles\/|^role:|^role\/\/|^role\\|^[:/]+roles?[:/]/.test(resource)) {
    return malformed("role_prefix", nearly(text.replaceAll("\\", "/")));
  }
  if (/%[0-9a-f]{2}/i.test(resource)) return malformed("percent_encoded", decodedArn(text));
  if (!resource.startsWith("role/")) return malformed("other_resource");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  const query = /^[\w+=,.@-]+(?=[?#&])[^*]*$/.test(name)
    ? meantArn(text.replace(/[?#&][^/]*$/, ""))
    : undefined;
  if (query) return malformed("query_behind", query);
  if (/[*?]/.test(resource)) return malformed("wildcard");
  if (/[<>{}[\]$]/.test(resource)) return malformed("placeholder");
  if (name.length > 64 && /^[\w+=,.@-]+$/.test(name)) return malformed("role_name_too_long");
  if (resource.length - name.length - "role".length > 512) return malformed("path_too_long");
  return null;
}
