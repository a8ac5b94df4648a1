/**
 * `Idempotency-Key`: the same key with the same body returns the first result for 24 hours. The key is taken in the
 * transaction that creates the resource, so that a crash cannot separate them; a refused request leaves the key free.
 */
import { createHash } from "node:crypto";
import { inWorkspace } from "#lib/db/tenant.ts";
import { invalidField, Refusal } from "#lib/errors.ts";
import type { Ctx, Once } from "#lib/workspaces/context.ts";
import type { Answer } from "./answer.ts";
import {
  findStoredAnswer,
  type Key,
  keepAnswer,
  keepResult,
  type StoredAnswer,
  takeKey,
} from "./idempotency-store.ts";

/** Runs `work`, or returns its earlier answer to the request's key. */
export async function onlyOnce(
  ctx: Ctx,
  request: Request,
  body: string,
  work: (ctx: Ctx) => Promise<Answer | Response>,
): Promise<Answer | Response> {
  const key = keyOf(ctx, request);
  if (!key) return work(ctx);
  const bodyHash = createHash("sha256")
    .update(`${new URL(request.url).search}\n${body}`)
    .digest("hex");
  const stored = await inWorkspace(key.workspaceId, (tx) => findStoredAnswer(tx, key));
  if (stored) requireSameBody(stored, bodyHash);
  if (stored?.status) return answeredBefore(stored);
  const answer = await work({ ...ctx, once: onceFor(key, bodyHash) });
  // A download creates nothing and is produced again.
  if (answer instanceof Response) return answer;
  await inWorkspace(key.workspaceId, (tx) => keepAnswer(tx, key, answer));
  return answer;
}

function keyOf(ctx: Ctx, request: Request): Key | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = "An idempotency key has 1 to 255 printable ASCII characters.";
    throw invalidField("Idempotency-Key", "key_invalid", message);
  }
  const actor = ctx.actor.kind === "system" ? "system" : `${ctx.actor.kind} ${ctx.actor.id}`;
  const scope = `${actor} ${request.method} ${new URL(request.url).pathname}`;
  return { workspaceId: ctx.workspace.id, scope, key };
}

/** A second request with the key waits in `claim` until the first one's transaction has ended. */
function onceFor(key: Key, bodyHash: string): Once {
  return {
    async claim(tx) {
      const stored = await takeKey(tx, key, bodyHash);
      if (!stored) return null;
      requireSameBody(stored, bodyHash);
      return stored.response as object;
    },
    keep: (tx, result) => keepResult(tx, key, result),
  };
}

function answeredBefore({ status, response, location }: StoredAnswer): Answer {
  return {
    status: status as number,
    ...(response !== null && { body: response }),
    ...(location && { location }),
    headers: { "idempotency-replayed": "true" },
  };
}

function requireSameBody(stored: StoredAnswer, bodyHash: string) {
  if (stored.bodyHash === bodyHash) return;
  const detail = "This idempotency key was used with another body. Send a new request with a new key.";
  throw new Refusal("idempotency_key_reused", detail);
}
