import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { currentContext } from "#lib/auth/session.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/**
 * Returns the user's context in the workspace. Redirects to the sign-in without a session; answers 404 to others than
 * members.
 */
export const pageContext = cache(async (slug: string): Promise<Ctx> => {
  const ctx = await currentContext(slug);
  if (ctx === "signed_out") redirect("/signin");
  if (ctx === "not_a_member") notFound();
  return ctx;
});
