/** The keys that ROLECALL_ENCRYPTION_KEYS names: the first encrypts, each decrypts what it encrypted. */
import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const KEY_BYTES = 32;

export type KeyRing = { newest: EncryptionKey; byId: ReadonlyMap<string, EncryptionKey> };

/** `id`: of the key's SHA-256 the first eight hexadecimal digits; it tells nothing of the key. */
export type EncryptionKey = { id: string; secret: KeyObject };

/**
 * @param text keys of 32 bytes in Base64, separated by commas
 * @throws Error that says which of them is wrong, and not what it is
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = text.split(",").map((one, index) => parseKey(one.trim(), index + 1));
  const [newest] = keys as [EncryptionKey, ...EncryptionKey[]];
  return { newest, byId: new Map(keys.map((key) => [key.id, key])) };
}

function parseKey(text: string, position: number): EncryptionKey {
  const bytes = Buffer.from(text, "base64");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text) || bytes.length !== KEY_BYTES) {
    throw new Error(
      `ROLECALL_ENCRYPTION_KEYS: key ${position} is not 32 bytes in Base64. Make one with: openssl rand -base64 32`,
    );
  }
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return { id, secret: createSecretKey(bytes) };
}

/** A new key, as ROLECALL_ENCRYPTION_KEYS takes it. */
export const makeKey = (): string => randomBytes(KEY_BYTES).toString("base64");
