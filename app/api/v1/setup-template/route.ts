import { publishedTemplate } from "#lib/aws-accounts/published-template.ts";
import { getSetupTemplate } from "#lib/http/operations/aws-accounts.ts";
import { publicRoute } from "#lib/http/public-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = publicRoute(
  getSetupTemplate,
  async () =>
    new Response(await publishedTemplate(), {
      headers: {
        "content-type": "application/yaml; charset=utf-8",
        "content-disposition": 'attachment; filename="rolecall-connection.yaml"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    }),
);

// Rendered for each request: the environment is the running process's, not the build's.
export const dynamic = "force-dynamic";
