import { listAuditEvents } from "#lib/audit/list.ts";
import { ok } from "#lib/http/answer.ts";
import { listAudit } from "#lib/http/operations/administration.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listAudit, async (ctx, { query }) => ok(await listAuditEvents(ctx, query)));
