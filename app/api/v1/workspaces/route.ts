import { all } from "#lib/http/answer.ts";
import { listWorkspaces } from "#lib/http/operations/administration.ts";
import { signedInRoute } from "#lib/http/public-route.ts";
import { listMyWorkspaces } from "#lib/workspaces/list-mine.ts";
import { workspaceView } from "#lib/workspaces/view.ts";

export * from "#lib/http/other-methods.ts";

/** A token has access to one workspace, a user to all they are a member of. */
export const GET = signedInRoute(listWorkspaces, async ({ actor, membership }) =>
  all(
    actor.kind === "user" ? await listMyWorkspaces(actor.id) : membership ? [workspaceView(membership)] : [],
  ),
);
