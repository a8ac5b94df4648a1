import { chooseInstanceProfile as operation } from "#lib/http/operations/profile-choice.ts";
import { startedRole } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { chooseInstanceProfile } from "#lib/instance-roles/profile-choice/choose-profile.ts";

export * from "#lib/http/other-methods.ts";

export const PUT = workspaceRoute(operation, async (ctx, { id, body }, request) =>
  startedRole(ctx, await chooseInstanceProfile(ctx, id, body), request),
);
