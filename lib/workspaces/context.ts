/** Who acts, where. Every verb takes it first. */
import type { Tx } from "#lib/db/client.ts";

export type Actor =
  | { kind: "user"; id: string; name: string; email: string }
  | { kind: "api_token"; id: string; name: string }
  | { kind: "system"; name: string };

export type WorkspaceRole = "ADMIN" | "MEMBER";

export type Ctx = {
  workspace: { id: string; slug: string; name: string };
  actor: Actor;
  role: WorkspaceRole;
  /** The `X-Request-Id` of what caused this. */
  requestId?: string;
  /** Present where the caller gave an `Idempotency-Key`. */
  once?: Once;
};

/** Makes a write happen once: the key and what was written exist together or not at all. */
export type Once = {
  /** Takes the key, after any other transaction that holds it. @returns what was kept under it, if it was used */
  claim(tx: Tx): Promise<object | null>;
  /** Keeps what the verb answers. */
  keep(tx: Tx, result: object): Promise<void>;
};

/** How an actor is shown beside what it did. */
export function actorName(actor: Actor): string {
  return actor.kind === "api_token" ? `${actor.name} (token)` : actor.name;
}
