/** A process without the key that the database is encrypted with ends at once, and says which key it is. */
import { missingKey } from "#lib/encryption/encrypt.ts";
import { ownKeys } from "#lib/encryption/own-keys.ts";
import { keysInUse } from "./encryption-store.ts";

/** Ends the process where a key is missing. @throws where the database cannot be reached */
export async function requireKeysInUse(): Promise<void> {
  const { byId } = ownKeys();
  const missing = (await keysInUse()).find((id) => !byId.has(id));
  if (!missing) return;
  // Not to the log, which may be silent.
  console.error(missingKey(missing));
  process.exit(1);
}
