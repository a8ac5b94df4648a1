/** The caller and the workspace of a request. Every verb takes it as its first argument. */
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
  /** The `X-Request-Id` of the request. */
  requestId?: string;
  /** Present where the caller sent an `Idempotency-Key`. */
  once?: Once;
};

/** Makes a write happen once: the key and what was written are committed together. */
export type Once = {
  /**
   * Takes the key, waiting for any transaction that holds it.
   * @returns the stored result, if the key was used
   */
  claim(tx: Tx): Promise<object | null>;
  /** Stores the verb's result. */
  keep(tx: Tx, result: object): Promise<void>;
};

/** Returns an actor's name for display. */
export function actorName(actor: Actor): string {
  return actor.kind === "api_token" ? `${actor.name} (token)` : actor.name;
}
