/** What people paste in place of a role ARN, and how to tell it (docs/aws-facts.md, What is pasted instead of a role ARN). Browser-safe. */
import { type ArnRefusal, hiddenInside, malformed, ROLE_NAME } from "./arn-refusal.ts";
import { consoleAddress } from "./console-addresses.ts";
import { nearlyArn, otherArn } from "./other-arns.ts";
import { isPlaceholder } from "./placeholders.ts";

type Recogniser = (text: string) => ArnRefusal | null;

/** Says what a text is that is not a role ARN and holds none. */
export function recognise(text: string): ArnRefusal {
  const recognisers: Recogniser[] = [
    tooLong,
    consoleAddress,
    placeholder,
    uniqueId,
    otherArn,
    hiddenInside,
    endOfArn,
    nameAndAccount,
    bareName,
  ];
  for (const recogniser of recognisers) {
    const refusal = recogniser(text);
    if (refusal) return refusal;
  }
  return malformed(text === "" ? "empty" : "not_an_arn", nearlyArn(text));
}

function tooLong(text: string): ArnRefusal | null {
  return text.length > 2048 ? malformed("too_long") : null;
}

function placeholder(text: string): ArnRefusal | null {
  return isPlaceholder(text) ? malformed("placeholder") : null;
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
  if (/^i-[0-9a-f]{8,17}$/.test(text)) return { reason: "arn_is_unique_id", facts: { kind: "EC2 instance" } };
  const prefix = /^(A[A-Z]{3})[A-Z0-9]{12,124}(?::[\w+=,.@-]+)?$/.exec(text)?.[1] ?? "";
  if (!Object.hasOwn(ID_KINDS, prefix)) return null;
  return { reason: "arn_is_unique_id", facts: { kind: ID_KINDS[prefix as keyof typeof ID_KINDS] } };
}

/** What stands behind the account in an ARN of another kind: `assumed-role/etl/i-0abc`, `instance-profile/etl`. */
function endOfArn(text: string): ArnRefusal | null {
  const isEnd = /^(?:assumed-role|instance-profile|user|group|policy|mfa)\/[\w+=,.@/-]+$/.test(text);
  if (!isEnd) return null;
  const service = text.startsWith("assumed-role") ? "sts" : "iam";
  const refusal = otherArn(`arn:aws:${service}::000000000000:${text}`);
  if (!refusal?.meant) return refusal;
  const { accountId: _account, partition: _partition, ...meant } = refusal.meant;
  return { ...refusal, meant };
}

const ACCOUNT = String.raw`\d{12}|\d{4}-\d{4}-\d{4}`;
const NAME_BEHIND = new RegExp(
  String.raw`^(?:(?:iam)?:{0,2}(${ACCOUNT})(?::|(?=/)))?/?(?:role/)?(?:[\x21-\x39\x3b-\x7e]+/)?([A-Za-z0-9_+=,.@-]{1,64})$`,
);

/** `etl`, `role/team/etl`, `123456789012:role/etl`, `123456789012/etl`: a name, of which the account can be asked. */
function bareName(text: string): ArnRefusal | null {
  const [, accountId, roleName] = NAME_BEHIND.exec(text) ?? [];
  if (!roleName || /^arn[^a-z0-9]/i.test(text) || /^[\d-]*\d{12}$|^\d{4}-\d{4}-\d{4}$/.test(roleName))
    return null;
  return named(roleName, accountId);
}

const FILLERS = /\b(?:aws|account|acct|id|iam|role|name|in|of|the|and|arn|no)\b/gi;

/** Both in one text, as `123456789012 etl`, `etl (123456789012)` or `Account: 1234-5678-9012, role: etl`. */
function nameAndAccount(text: string): ArnRefusal | null {
  const accountIds = text.match(new RegExp(String.raw`(?<![\w-])(?:${ACCOUNT})(?![\w-])`, "g")) ?? [];
  const [accountId] = accountIds;
  if (!accountId || accountIds.length > 1 || text.length > 300) return null;
  const rest = text.replace(accountId, " ").replace(FILLERS, " ");
  const words = rest.split(/[\s:;,|"'`()[\]{}<>]+|[,=@]+(?=\s|$)|(?<=^|\s)[,=@/-]+/).filter(Boolean);
  const roleName = words.length === 1 ? words[0]?.split("/").at(-1) : undefined;
  return roleName && ROLE_NAME.test(roleName) ? named(roleName, accountId) : null;
}

function named(roleName: string, accountId: string | undefined): ArnRefusal {
  const meant = accountId ? { roleName, accountId: accountId.replaceAll("-", "") } : { roleName };
  return { reason: "arn_malformed", facts: { why: "bare_name", roleName }, meant };
}
