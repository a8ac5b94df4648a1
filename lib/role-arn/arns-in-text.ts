/** The ARNs within other text: where each begins and ends, and whether that can be told at all. Browser-safe. */
import { readRoleArn } from "./role-arn-grammar.ts";

export type FoundArn = {
  arn: string;
  /** Where it ends is beyond doubt: quotes, columns, a label before it, the end of the line behind it. */
  isDelimited: boolean;
  /** What follows may belong to its name: a line break or a blank in the middle. */
  isTorn: boolean;
};

const START = /arn:aws[a-z-]*:/gi;
const QUOTES = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["<", ">"],
  ["(", ")"],
  ["[", "]"],
]);

/** Every ARN in the text, in its order. One that begins within another ends that one. */
export function arnsIn(text: string): FoundArn[] {
  const starts = [...text.matchAll(START)].map(({ index }) => index);
  return starts.map((from, at) => foundAt(text, from, starts[at + 1] ?? text.length));
}

function foundAt(text: string, from: number, to: number): FoundArn {
  const before = text.slice(Math.max(0, from - 200), from);
  const closing = QUOTES.get(before.at(-1) ?? "");
  const [whole = ""] = /^[^\s"`<>()[\]{}|;\\“”]*/.exec(text.slice(from, to)) ?? [];
  const inQuotes = closing ? whole.indexOf(closing) : -1;
  const token = inQuotes >= 0 ? whole.slice(0, inQuotes) : whole;
  const rest = text.slice(from + token.length, from + token.length + 300);
  const isClosed = closing !== undefined && rest.startsWith(closing);
  const isBeforeNext = from + token.length === to && to < text.length;
  const own = isClosed ? token : trimmed(token, before);
  const arn = isBeforeNext ? own.replace(/\/+$/, "") : own;
  const isTorn = isClosed
    ? false
    : closing !== undefined && /^\s*\n/.test(rest)
      ? true
      : goesOn(rest, before);
  const isGlued = /[\p{L}\p{N}_/.-]$/u.test(before) || (from + arn.length === to && to < text.length);
  const isProse = /[\p{L}\p{N}.)]\x20+$/u.test(before) || /^\x20+\(?(?!arn:)\p{L}/u.test(rest);
  // In a trust policy it is who may assume the role.
  const isTrusted = /(?:"AWS"|\bAWS|Principal|Federated)"?\s*[:=]\s*\[?\s*["']?$/.test(before);
  const wasCut = arn !== token && arn !== token.replace(/,$/, "");
  return { arn, isTorn, isDelimited: !isTrusted && (isClosed || !(isTorn || isGlued || isProse || wasCut)) };
}

/** Without the punctuation of the sentence, the cells of the row and the query of the address it stands in. */
function trimmed(token: string, before: string): string {
  const lastSlash = token.lastIndexOf("/");
  const name = token.slice(lastSlash + 1);
  const isCell = /[,;]\s*$/.test(before);
  const own = name.split(isCell ? /[,?#&]/ : /[?#&]/)[0] ?? "";
  const emphasis = before.endsWith("*") ? /\*+$/ : /(?!)/;
  return `${token.slice(0, lastSlash + 1)}${own}`.replace(emphasis, "").replace(/[,:!?.']+$/, "");
}

/** Behind an ARN without quotes: a line or a word that may be the rest of its name. */
function goesOn(rest: string, before: string): boolean {
  const nextLine = /^[^\S\n]*\n[^\S\n]*([\w+=,.@/-]+)[^\S\n]*(?:\n|$)/.exec(rest)?.[1];
  if (nextLine && !/^[A-Za-z_][\w.-]*=/.test(nextLine) && !/^arn:/i.test(nextLine)) return true;
  const nextWord = /^\x20+(?:[-–]\x20+)?(?=\w)(?!arn:)(\S+)/.exec(rest)?.[1];
  return nextWord !== undefined && (before.trim() === "" || /^[A-Z\d]/.test(nextWord));
}

/** The role ARNs among them, each once. */
export function roleArnsAmong(found: FoundArn[]): FoundArn[] {
  const roles = found.filter(({ arn }) => readRoleArn(arn));
  return [...new Map(roles.toReversed().map((each) => [each.arn, each])).values()].toReversed();
}

const ARN_KEY = /^(?:role_?|iam_?role_?)?arn$/i;

/**
 * The role ARNs that a document of JSON gives as such (`Arn`, `role_arn`), each once: what its trust policy names is
 * not among them. Null for what is no JSON document.
 */
export function roleArnsInJson(text: string): string[] | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const found = new Set<string>();
  try {
    JSON.parse(text, (key, value) => {
      if (typeof value === "string" && ARN_KEY.test(key) && readRoleArn(value)) found.add(value);
      return value;
    });
  } catch {
    return null;
  }
  return [...found];
}
