/** What people paste in place of a role ARN, and how to tell it (docs/aws-facts.md, What is pasted instead of a role ARN). Browser-safe. */
import { type ArnRefusal, arnInside, hiddenInside, malformed, ROLE_NAME } from "./arn-refusal.ts";
import { isCredential } from "./credentials.ts";
import { otherArn } from "./other-arns.ts";

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

function credential(text: string): ArnRefusal | null {
  return isCredential(text) ? { reason: "arn_is_access_key", facts: {} } : null;
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
