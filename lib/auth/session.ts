/** The user of a page, for server components; read once for each request. */
import { cookies } from "next/headers";
import { cache } from "react";
import type { Ctx } from "#lib/workspaces/context.ts";
import { isSlug } from "#lib/workspaces/slug.ts";
import { accessBySession } from "./access-store.ts";
import { sessionCookieName } from "./session-cookie.ts";
import { findSessionUser, type SessionUser } from "./session-store.ts";

/** Returns the signed-in user, or null. */
export const currentUser = cache(async (): Promise<SessionUser | null> => {
  const sessionId = await currentSessionId();
  return sessionId ? findSessionUser(sessionId) : null;
});

/**
 * Returns the context of the signed-in user in the workspace `slug`: "signed_out" without a live session,
 * "not_a_member" where they are no member or the workspace does not exist, which others must not be able to tell apart.
 */
export const currentContext = cache(async (slug: string): Promise<Ctx | "signed_out" | "not_a_member"> => {
  const sessionId = await currentSessionId();
  const access = sessionId ? await accessBySession(sessionId, isSlug(slug) ? slug : null) : null;
  if (!access) return "signed_out";
  return access.membership ? { ...access.membership, actor: access.actor } : "not_a_member";
});

async function currentSessionId(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName())?.value;
}
