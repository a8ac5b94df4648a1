import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { currentContext } from "#lib/auth/session.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/** Who looks, in which workspace. Whoever is not signed in goes to do so; to a stranger the workspace is not there. */
export const pageContext = cache(async (slug: string): Promise<Ctx> => {
  const ctx = await currentContext(slug);
  if (ctx === "signed_out") redirect("/signin");
  if (ctx === "not_a_member") notFound();
  return ctx;
});
