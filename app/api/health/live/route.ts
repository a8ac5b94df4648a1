import { ok } from "#lib/http/answer.ts";
import { getLiveness } from "#lib/http/operations/service.ts";
import { publicRoute } from "#lib/http/public-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = publicRoute(getLiveness, async () => ok({ status: "ok" }));

export const dynamic = "force-dynamic";
