/** Stores idempotency keys for a day. Answers are encrypted: some show external IDs. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";
import { decryptJson, encryptJson } from "#lib/encryption/encrypted-json.ts";
import type { Answer } from "./answer.ts";

/** A key belongs to one caller and one route. */
export type Key = { workspaceId: string; scope: string; key: string };

export type StoredAnswer = {
  bodyHash: string;
  /** Absent until the answer is complete. */
  status: number | null;
  response: object | null;
  location: string | null;
};

const DAY_MS = 24 * 3_600_000;
const COLUMNS = { bodyHash: true, status: true, response: true, location: true } as const;

export async function findStoredAnswer(tx: Tx, key: Key): Promise<StoredAnswer | null> {
  const createdAt = { gt: new Date(Date.now() - DAY_MS) };
  const row = await tx.idempotencyKey.findFirst({ where: { ...key, createdAt }, select: COLUMNS });
  return row && { ...row, response: decryptJson(row.response, contextOf(key)) };
}

const contextOf = ({ workspaceId, scope, key }: Key) => `${workspaceId} ${scope} ${key}`;

/**
 * Takes the key, waiting for any transaction that is taking it.
 * @returns what is stored where it is taken already
 */
export async function takeKey(tx: Tx, key: Key, bodyHash: string): Promise<StoredAnswer | null> {
  const { workspaceId } = key;
  await tx.idempotencyKey.deleteMany({
    where: { workspaceId, createdAt: { lte: new Date(Date.now() - DAY_MS) } },
  });
  const taken = await tx.$executeRaw`
    insert into idempotency_key (workspace_id, scope, key, body_hash)
    values (${workspaceId}::uuid, ${key.scope}, ${key.key}, ${bodyHash})
    on conflict (workspace_id, scope, key) do nothing`;
  if (taken) return null;
  const row = await tx.idempotencyKey.findFirstOrThrow({ where: key, select: COLUMNS });
  return { ...row, response: decryptJson(row.response, contextOf(key)) };
}

export async function keepResult(tx: Tx, key: Key, result: object): Promise<void> {
  await tx.idempotencyKey.updateMany({ where: key, data: { response: encryptJson(result, contextOf(key)) } });
}

/** Stores the answer, unless one is stored already. */
export async function keepAnswer(tx: Tx, key: Key, { status, body, location }: Answer): Promise<void> {
  const response = body === undefined ? Prisma.DbNull : encryptJson(body as object, contextOf(key));
  await tx.idempotencyKey.updateMany({
    where: { ...key, status: null },
    data: { status, response, location: location ?? null },
  });
}
