import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { decryptJson, encryptJson } from "#lib/encryption/encrypted-json.ts";
import type { FieldError, RefusalCode } from "#lib/errors.ts";

type RefusalParts = {
  code: RefusalCode;
  detail: string;
  errors?: FieldError[];
  extra?: Record<string, unknown>;
};

/** What a worker found, why it refused to look, or the job whose log says what went wrong. */
export type Answered = { found: object } | { refusal: RefusalParts } | { failedJob: string };

export type QuestionKey = { workspaceId: string; questionId: string };

export type Question = { kind: string; input: object };

/** Longer than any request waits: older rows were left by a process that ended. */
const FORGOTTEN_AFTER_MS = 5 * 60_000;

/**
 * Stores a question and deletes abandoned ones.
 * @returns how many waited before it
 */
export async function insertQuestion(tx: Tx, key: QuestionKey, { kind, input }: Question): Promise<number> {
  const { workspaceId, questionId: id } = key;
  const createdAt = { lt: new Date(Date.now() - FORGOTTEN_AFTER_MS) };
  await tx.workerQuestion.deleteMany({ where: { workspaceId, createdAt } });
  const waiting = await tx.workerQuestion.count({ where: { workspaceId } });
  await tx.workerQuestion.create({ data: { workspaceId, id, kind, input }, select: { id: true } });
  return waiting;
}

/** Returns a question; null where no request waits for it any more. */
export function findQuestion({ workspaceId, questionId: id }: QuestionKey) {
  return inWorkspace(workspaceId, (tx) =>
    tx.workerQuestion.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { kind: true, input: true, workspace: { select: { id: true, slug: true, name: true } } },
    }),
  );
}

export async function writeAnswer(
  { workspaceId, questionId: id }: QuestionKey,
  answer: Answered,
): Promise<void> {
  const data = { answer: encryptJson(answer, id) };
  await inWorkspace(workspaceId, (tx) => tx.workerQuestion.updateMany({ where: { workspaceId, id }, data }));
}

/** Returns the answer; null while there is none. */
export async function readAnswer({ workspaceId, questionId: id }: QuestionKey): Promise<Answered | null> {
  const row = await inWorkspace(workspaceId, (tx) =>
    tx.workerQuestion.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { answer: true },
    }),
  );
  return row ? (decryptJson(row.answer, id) as Answered | null) : null;
}

export async function deleteQuestion({ workspaceId, questionId: id }: QuestionKey): Promise<void> {
  await inWorkspace(workspaceId, (tx) => tx.workerQuestion.deleteMany({ where: { workspaceId, id } }));
}
