/** Who looks at a page. For server components; once a request, however many of them ask. */
import { cookies } from "next/headers";
import { cache } from "react";
import type { Ctx } from "#lib/workspaces/context.ts";
import { isSlug } from "#lib/workspaces/slug.ts";
import { accessBySession } from "./access-store.ts";
import { sessionCookieName } from "./session-cookie.ts";
import { findSessionUser, type SessionUser } from "./session-store.ts";

/** The signed-in user, or null. */
export const currentUser = cache(async (): Promise<SessionUser | null> => {
  const sessionId = await currentSessionId();
  return sessionId ? findSessionUser(sessionId) : null;
});

/**
 * The context of the signed-in user in the workspace `slug`: "signed_out" without a live session, "not_a_member"
 * where they are not in it or it is not there, which nobody outside is to tell apart.
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
