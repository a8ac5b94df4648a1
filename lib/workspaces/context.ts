/** Who acts, where. Every verb takes it first. */

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
};

/** How an actor is shown beside what it did. */
export function actorName(actor: Actor): string {
  return actor.kind === "api_token" ? `${actor.name} (token)` : actor.name;
}
