/** External IDs as they are stored: encrypted, each bound to its account (docs/decisions/0020). */
import { decrypt, encrypt } from "#lib/encryption/encrypt.ts";
import { ownKeys } from "#lib/encryption/own-keys.ts";

/** @param accountRef the account's id here, not its twelve digits */
export const encryptExternalId = (accountRef: string, externalId: string): string =>
  encrypt(ownKeys(), externalId, accountRef);

type Encrypted = {
  externalId: string;
  pendingExternalId?: string | null;
  retiredExternalId?: string | null;
};

/** The row with its external IDs in clear text. @throws Error where a key is missing or a row was tampered with */
export function withExternalIds<Row extends Encrypted>(accountRef: string, row: Row): Row {
  const { externalId, pendingExternalId, retiredExternalId } = row;
  const clear = (text: string) => decrypt(ownKeys(), text, accountRef);
  return {
    ...row,
    externalId: clear(externalId),
    ...(pendingExternalId && { pendingExternalId: clear(pendingExternalId) }),
    ...(retiredExternalId && { retiredExternalId: clear(retiredExternalId) }),
  };
}
