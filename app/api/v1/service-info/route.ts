import { ok } from "#lib/http/answer.ts";
import { getServiceInfo as operation } from "#lib/http/operations/service.ts";
import { publicRoute } from "#lib/http/public-route.ts";
import { getServiceInfo } from "#lib/service/info.ts";

export * from "#lib/http/other-methods.ts";

export const GET = publicRoute(operation, async () => ok(await getServiceInfo()));

// Rendered for each request: the environment is the running process's, not the build's.
export const dynamic = "force-dynamic";
