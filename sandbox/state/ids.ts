import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The prefix of a unique id says what it belongs to [IAM User Guide, reference_identifiers]. */
export type IdPrefix = "AROA" | "AIDA" | "AIPA" | "ANPA" | "AKIA" | "ASIA";

/** Returns a unique id as IAM assigns them; a recreated resource has another. */
export const newId = (prefix: IdPrefix) => prefix + letters(randomBytes(17)).slice(0, 17);

/** Returns the id of a seeded resource, the same at every start. */
export const seededId = (prefix: IdPrefix, name: string) =>
  prefix + letters(createHash("sha256").update(`${prefix}/${name}`).digest()).slice(0, 17);

export const seededSecret = (name: string) =>
  createHash("sha256").update(`secret/${name}`).digest("base64").slice(0, 40);

export const newSecret = () => randomBytes(30).toString("base64");

/** AWS documents no size for session tokens; real ones have some hundred characters. */
export const newSessionToken = () => randomBytes(240).toString("base64");

/** Returns an id such as `i-0123456789abcdef0` or `iip-assoc-0123456789abcdef0`. */
export const newEc2Id = (kind: "i" | "iip-assoc" | "r") => `${kind}-0${randomBytes(8).toString("hex")}`;

export const seededEc2Id = (kind: "i" | "iip-assoc" | "r", name: string) =>
  `${kind}-0${createHash("sha256").update(`${kind}/${name}`).digest("hex").slice(0, 16)}`;

function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
