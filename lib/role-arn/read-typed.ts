/** From what was typed to the one role ARN in it, or to what it is instead. Browser-safe. */
import { cleanTyped } from "./arn-cleaning.ts";
import { decodeTyped } from "./arn-decoding.ts";
import { recognise } from "./arn-look-alikes.ts";
import { type ArnRefusal, malformed } from "./arn-refusal.ts";
import { arnsIn, type FoundArn, roleArnsAmong, roleArnsInJson } from "./arns-in-text.ts";
import { consoleAddress } from "./console-addresses.ts";
import { holdsCredentialBesideArns, isCredential } from "./credentials.ts";
import { isPlaceholder, isPlaceholderName } from "./placeholders.ts";
import { type RoleArn, readRoleArn } from "./role-arn-grammar.ts";

type Read = { roleArn: RoleArn } | { refusal: ArnRefusal };

/** `cleaned` names what was left out or undone to read it. */
export type ReadTyped = Read & { cleaned: string[] };

/** Longer than that nobody pastes for one role; only how many roles it names is looked at. */
const LONGEST = 10_000;

function ofLong(text: string): ArnRefusal {
  const roles = new Set(text.match(/arn:aws[a-z-]{0,9}:iam::\d{12}:role\/[!-~]{1,576}/g));
  return malformed(roles.size > 1 ? "several" : "too_long");
}

/** Nearly every character may stand in a path, so that two ARNs with a comma between them are one by the grammar. */
const HOLDS_OTHERS = /arn:|:\/\/|\]\(/i;

export function readTyped(typed: string): ReadTyped {
  const given = cleanTyped(typed);
  const plain = readRoleArn(given.text);
  const isPlain = plain !== null && !HOLDS_OTHERS.test(plain.path);
  if (holdsCredentialBesideArns(typed.slice(0, LONGEST)) || (!isPlain && isCredential(given.text))) {
    return { refusal: { reason: "arn_is_access_key", facts: {} }, cleaned: given.cleaned };
  }
  if (isPlain) return { ...whole(plain), cleaned: given.cleaned };
  if (typed.length > LONGEST) return { refusal: ofLong(typed), cleaned: given.cleaned };
  const { text, cleaned } = decodedAndCleaned(typed);
  const decoded = readRoleArn(text);
  if (decoded && !HOLDS_OTHERS.test(decoded.path)) return { ...whole(decoded), cleaned };
  // Angle brackets and braces around a placeholder are its own.
  if (isPlaceholder(typed) && roleArnsAmong(arnsIn(text)).length === 0) {
    return { refusal: malformed("placeholder"), cleaned: [] };
  }
  return amongOthers({ typed, text }, cleaned);
}

function decodedAndCleaned(typed: string): { text: string; cleaned: string[] } {
  // Quotes may be encoded themselves, and emphasis may stand in them.
  const first = decodeTyped(typed);
  const inner = cleanTyped(first.text);
  const then = decodeTyped(inner.text);
  const { text, cleaned } = cleanTyped(then.text);
  return { text, cleaned: [...new Set([...inner.cleaned, ...cleaned, ...first.decoded, ...then.decoded])] };
}

/** A role ARN by its grammar may be a template all the same. */
function whole(roleArn: RoleArn): Read {
  const isTemplate = isPlaceholder(roleArn.path) || isPlaceholderName(roleArn.name);
  return isTemplate ? { refusal: malformed("placeholder") } : { roleArn };
}

/** One role ARN among other text is taken where it can be told for sure, and offered where it is likely. */
function amongOthers({ typed, text }: { typed: string; text: string }, cleaned: string[]): ReadTyped {
  const address = consoleAddress(text);
  if (address) return { refusal: address, cleaned };
  const inJson = roleArnsInJson(typed);
  if (inJson?.[0]) {
    const only = inJson.length === 1 ? readRoleArn(inJson[0]) : null;
    return only
      ? { ...whole(only), cleaned: [...cleaned, "other text"] }
      : { refusal: malformed("several"), cleaned };
  }
  const all = arnsIn(text);
  const found = roleArnsAmong(all);
  const [one, another] = found;
  if (isNested(text)) return { refusal: malformed("arn_in_arn", innermost(text, found)), cleaned };
  if (another) return { refusal: malformed("several"), cleaned };
  if (!one) return { refusal: ofOther(text, all), cleaned };
  const roleArn = readRoleArn(one.arn);
  if (all.some(({ arn, isTorn }) => arn === one.arn && isTorn)) {
    return { refusal: malformed("goes_on"), cleaned };
  }
  if (roleArn && one.isDelimited) return { ...whole(roleArn), cleaned: [...cleaned, "other text"] };
  // Of a sentence about somebody's session and a role, nobody knows which of them is meant.
  const isAboutOthers = all.some(({ arn }) => /:(?:assumed-role|user)\//.test(arn));
  return { refusal: malformed("words_around", isAboutOthers ? undefined : { roleArn: one.arn }), cleaned };
}

/** `…:role/arn:aws:…`: the ARN of a role in the place of its name. */
const isNested = (text: string) => /^arn:[^\s]*:(?:role\/)?arn:aws[^\s]*$/i.test(text);

function innermost(text: string, found: FoundArn[]): { roleArn: string } | undefined {
  const [outer = "", ...inner] = text.split(/(?=arn:aws)/);
  const accountOf = (arn: string) => arn.split(":").slice(1, 5).join(":");
  const isSame = inner.every((arn) => accountOf(arn) === accountOf(outer));
  const [only, more] = found;
  return only && !more && isSame ? { roleArn: only.arn } : undefined;
}

/** No role ARN stands in the text: of the one other ARN in it is told what it is. */
function ofOther(text: string, all: FoundArn[]): ArnRefusal {
  const different = [...new Set(all.map(({ arn }) => arn))];
  const [only, more] = different;
  if (!only || more || text.startsWith(only)) return recognise(text);
  return recognise(only);
}
