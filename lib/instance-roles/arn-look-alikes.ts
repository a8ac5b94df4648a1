/** What people paste in place of a role ARN, and how to tell it (aws-facts §1). Browser-safe. */
import { isPartition } from "#lib/aws/partition.ts";
import { hasInvisible, withoutInvisible } from "./arn-cleaning.ts";
import type { ArnFacts } from "./arn-reasons.ts";
import type { ArnReason } from "./failure.ts";
import { readRoleArn } from "./role-arn-grammar.ts";

/** What was probably meant. `roleArn` only where it can be told for sure; the names can be looked up in AWS. */
export type Meant = { roleArn?: string; roleName?: string; profileName?: string; accountId?: string };

export type ArnRefusal = {
  [R in ArnReason]: { reason: R; facts: ArnFacts[R]; meant?: Meant };
}[ArnReason];

type Recogniser = (text: string) => ArnRefusal | null;

/** Says what a text is that is not a role ARN. Credentials come first, so that nothing later can repeat one. */
export function recognise(text: string): ArnRefusal {
  const recognisers: Recogniser[] = [
    credential,
    tooLong,
    consoleUrl,
    uniqueId,
    otherArn,
    bareName,
    hiddenInside,
  ];
  for (const recogniser of recognisers) {
    const refusal = recogniser(text);
    if (refusal) return refusal;
  }
  return malformed(text === "" ? "empty" : "not_an_arn", arnInside(text));
}

function malformed(why: ArnFacts["arn_malformed"]["why"], meant?: Meant): ArnRefusal {
  return meant
    ? { reason: "arn_malformed", facts: { why }, meant }
    : { reason: "arn_malformed", facts: { why } };
}

/** An access key ID, a secret access key or a session token. */
function credential(text: string): ArnRefusal | null {
  const keyId = /(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(text);
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  const secret = /^[A-Za-z0-9/+=]{40}$/.test(text) && mixed;
  const sessionToken = /^(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9+/=]{40,}$/.test(text);
  return keyId || secret || sessionToken ? { reason: "arn_is_access_key", facts: {} } : null;
}

function tooLong(text: string): ArnRefusal | null {
  return text.length > 2048 ? malformed("too_long") : null;
}

/** `https://…console.aws.amazon.com/iam/home…#/roles/details/NAME`; a multi-session host begins with the account. */
function consoleUrl(text: string): ArnRefusal | null {
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:[/?#]|$)/i.exec(text)?.[1]?.toLowerCase() ?? "";
  const isConsole = /(?:^|\.)console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-[a-z-]+\.[a-z]+)$/.test(
    host,
  );
  if (!isConsole) return /^https?:\/\//i.test(text) ? malformed("web_address", arnInside(text)) : null;
  const encoded = /#\/?roles\/(?:details\/)?([^/?&#]+)/.exec(text)?.[1];
  const roleName = encoded && roleNameIn(encoded);
  if (!roleName) return { reason: "arn_is_console_url", facts: {} };
  const accountId = /^(\d{12})-/.exec(host)?.[1];
  const meant = accountId ? { roleName, accountId } : { roleName };
  return { reason: "arn_is_console_url", facts: { roleName }, meant };
}

function roleNameIn(encoded: string): string | null {
  try {
    const name = decodeURIComponent(encoded);
    return ROLE_NAME.test(name) ? name : null;
  } catch {
    return null; // a stray % sign: there is no name to be read
  }
}

const ID_KINDS = {
  AROA: "role",
  AIDA: "user",
  AIPA: "instance profile",
  AGPA: "group",
  ANPA: "managed policy",
  ANVA: "policy version",
  APKA: "public key",
  ASCA: "certificate",
  ABIA: "bearer token",
  ACCA: "context credential",
} as const;

/** `AROA…` and its like, also with `:session` behind it, as STS gives the id of a session. */
function uniqueId(text: string): ArnRefusal | null {
  const prefix = /^(A[A-Z]{3})[A-Z0-9]{12,124}(?::[\w+=,.@-]+)?$/.exec(text)?.[1] ?? "";
  if (!Object.hasOwn(ID_KINDS, prefix)) return null;
  return { reason: "arn_is_unique_id", facts: { kind: ID_KINDS[prefix as keyof typeof ID_KINDS] } };
}

type ArnFields = {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

function otherArn(text: string): ArnRefusal | null {
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

const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;

/** `etl`, `role/team/etl` or `123456789012:role/etl`: a role's name, from which the account can be asked. */
function bareName(text: string): ArnRefusal | null {
  const match = /^(?:(\d{12}):)?(?:role\/)?(?:[\x21-\x39\x3b-\x7e]+\/)?([A-Za-z0-9_+=,.@-]{1,64})$/.exec(
    text,
  );
  const roleName = match?.[2];
  if (!roleName || /^\d{12}$/.test(roleName)) return null;
  const accountId = match?.[1];
  const meant = accountId ? { roleName, accountId } : { roleName };
  return { reason: "arn_malformed", facts: { why: "bare_name", roleName }, meant };
}

/** White space or zero-width characters inside. Offered only if what stands before the white space is no ARN yet. */
function hiddenInside(text: string): ArnRefusal | null {
  const clean = withoutInvisible(text);
  const firstWord = withoutInvisible(/^\S*/.exec(text)?.[0] ?? "");
  if (clean === text || !readRoleArn(clean)) return null;
  const meant = firstWord === clean || !readRoleArn(firstWord) ? { roleArn: clean } : undefined;
  return malformed(hasInvisible(text) ? "hidden_characters" : "spaces_inside", meant);
}

const ARN_IN_TEXT = /arn:[a-z-]+:iam::\d{12}:role\/[A-Za-z0-9_+=,.@/-]+(?=[\s"'`<>()[\]{};]|$)/g;

/** A role ARN within other text, if there is exactly one. */
function arnInside(text: string): Meant | undefined {
  const found = text.match(ARN_IN_TEXT) ?? [];
  const different = [...new Set(found)];
  return different.length === 1 && different[0] ? meantArn(different[0]) : undefined;
}

function meantArn(text: string): Meant | undefined {
  return readRoleArn(text) ? { roleArn: text } : undefined;
}
