import { ok } from "#lib/http/answer.ts";
import { openApiDocument } from "#lib/http/openapi.ts";
import { getOpenApi } from "#lib/http/operations/service.ts";
import { publicRoute } from "#lib/http/public-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = publicRoute(getOpenApi, async () => ok(openApiDocument()));

export const dynamic = "force-dynamic";
