import { getReadiness } from "#lib/http/operations/service.ts";
import { publicRoute } from "#lib/http/public-route.ts";
import { checkReadiness } from "#lib/service/readiness.ts";

export * from "#lib/http/other-methods.ts";

export const GET = publicRoute(getReadiness, async () => {
  const body = await checkReadiness();
  return { status: body.status === "ok" ? 200 : 503, body };
});

export const dynamic = "force-dynamic";
