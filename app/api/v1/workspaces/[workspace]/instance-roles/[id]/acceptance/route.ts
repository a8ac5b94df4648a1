import {
  acceptFinding as acceptOperation,
  takeBackAcceptance as takeBackOperation,
} from "#lib/http/operations/acceptance.ts";
import { startedRole } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { acceptFinding } from "#lib/instance-roles/acceptance/accept.ts";
import { takeBackAcceptance } from "#lib/instance-roles/acceptance/take-back.ts";

export * from "#lib/http/other-methods.ts";

export const PUT = workspaceRoute(acceptOperation, async (ctx, { id, body }, request) =>
  startedRole(ctx, await acceptFinding(ctx, id, body), request),
);

export const DELETE = workspaceRoute(takeBackOperation, async (ctx, { id }, request) =>
  startedRole(ctx, await takeBackAcceptance(ctx, id), request),
);
