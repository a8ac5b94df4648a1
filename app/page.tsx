import { redirect } from "next/navigation";
import { NoWorkspace } from "#components/frame/no-workspace.tsx";
import { currentUser } from "#lib/auth/session.ts";
import { listMyWorkspaces } from "#lib/workspaces/list-mine.ts";

/** Redirects to the sign-in, or to the user's first workspace. */
export default async function HomePage() {
  const user = await currentUser();
  if (!user) redirect("/signin");
  const [first] = await listMyWorkspaces(user.id);
  if (!first) return <NoWorkspace email={user.email} />;
  redirect(`/${first.slug}/instance-roles`);
}
