/** A stream ends when its caller's access ends. */
import { beforeAll, expect, test } from "vitest";
import { createApiToken } from "#lib/api-tokens/create.ts";
import { listApiTokens } from "#lib/api-tokens/list.ts";
import { revokeApiToken } from "#lib/api-tokens/revoke.ts";
import { createSession, deleteSession } from "#lib/auth/session-store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Actor } from "#lib/workspaces/context.ts";
import { ctxOf, makeMember, makeUser, makeWorkspace } from "../../e2e/support/factories.ts";
import { eventStream } from "./event-stream.ts";
import { followAccess } from "./stream-places.ts";

beforeAll(followAccess);

/** Resolves when the stream of this actor ends. */
async function openedBy(actor: Actor): Promise<{ ended: Promise<string> }> {
  const request = new Request("http://127.0.0.1/events");
  const response = await eventStream(actor, request, async () => () => {});
  return { ended: response.text() };
}

const asActor = ({ id, name, email }: { id: string; name: string; email: string }): Actor => ({
  kind: "user",
  id,
  name,
  email,
});

test("with the session", async () => {
  const user = await makeUser();
  const sessionId = await createSession(user.id);
  const { ended } = await openedBy(asActor(user));
  await deleteSession(sessionId);
  expect(await ended).toBe("");
});

test("with the membership", async () => {
  const workspace = await makeWorkspace();
  const user = await makeMember(workspace, "ADMIN");
  const { ended } = await openedBy(asActor(user));
  await inWorkspace(workspace.id, (tx) => tx.member.deleteMany({ where: { userId: user.id } }));
  expect(await ended).toBe("");
});

test("with the token", async () => {
  const ctx = await ctxOf(await makeWorkspace());
  const expiresAt = new Date(Date.now() + 60_000);
  await createApiToken(ctx, { name: "ci", role: "MEMBER", expiresAt });
  const [token] = await listApiTokens(ctx);
  const { ended } = await openedBy({ kind: "api_token", id: token?.id as string, name: "ci" });
  await revokeApiToken(ctx, token?.id as string);
  expect(await ended).toBe("");
});
