import { env } from "#lib/env.ts";
import { type KeyRing, parseKeyRing } from "./key-ring.ts";

let ring: KeyRing | undefined;

/** This process's keys. @throws Error where ROLECALL_ENCRYPTION_KEYS is not set */
export function ownKeys(): KeyRing {
  ring ??= parseKeyRing(env().ROLECALL_ENCRYPTION_KEYS ?? missing());
  return ring;
}

function missing(): never {
  throw new Error(
    "ROLECALL_ENCRYPTION_KEYS is not set: the key that external IDs are encrypted with, 32 bytes in Base64. Make one with: openssl rand -base64 32",
  );
}
