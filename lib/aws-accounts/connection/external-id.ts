/** External IDs are made here and nowhere else: AWS's own rule, so that each is unique (docs/aws-facts.md, External IDs). */
import { randomInt } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 32;

/** `rc-` and 32 letters and digits: 190 bits, in the characters STS allows (`[\w+=,.@:/-]`). */
export function makeExternalId(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `rc-${letters.join("")}`;
}
