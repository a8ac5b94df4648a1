/**
 * Texts encrypted at rest with AES-256-GCM: `v1.<key id>.<nonce, tag and ciphertext in Base64url>`. What a text is
 * bound to (`context`) is authenticated with it: moved to another row, it does not decrypt.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyRing } from "./key-ring.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function encrypt({ newest }: KeyRing, text: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, newest.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `v1.${newest.id}.${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url")}`;
}

/** @throws Error where the key is not in the ring, or what was encrypted has been changed or moved */
export function decrypt({ byId }: KeyRing, encrypted: string, context: string): string {
  const [version, keyId = "", body = ""] = encrypted.split(".");
  if (version !== "v1") throw new Error("What is stored is not encrypted: run npm run migrate");
  const key = byId.get(keyId);
  if (!key) throw new Error(missingKey(keyId));
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv(ALGORITHM, key.secret, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

/** Whether it is encrypted with the key that new texts are encrypted with. */
export const isNewest = ({ newest }: KeyRing, stored: string): boolean =>
  stored.startsWith(`v1.${newest.id}.`);

export const missingKey = (keyId: string): string =>
  `This database was encrypted with the key ${keyId}, which ROLECALL_ENCRYPTION_KEYS does not hold. Add that key to it, or restore it from where you keep it; without it the external IDs of connected accounts cannot be read.`;
