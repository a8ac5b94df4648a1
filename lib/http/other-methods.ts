/**
 * Answers methods that a route does not have: every `route.ts` below `app/api` re-exports these with `export *`, and
 * its own handlers take precedence. Next's own answers have neither a problem document nor a request id.
 */
import { notFound, Refusal } from "#lib/errors.ts";
import { type Operation, pathOf } from "./operation.ts";
import { operations } from "./operations/all.ts";
import { respond } from "./respond.ts";

/** A path without parameters has no `params`. */
type RouteContext = { params: Promise<Record<string, string | string[]> | undefined> };

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };

export function OPTIONS(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, "other", async () => {
    const allowed = await methodsAt(request, context);
    return { status: 204, headers: { allow: allowed.join(", ") } };
  });
}

function refuse(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, "other", async () => {
    const allowed = await methodsAt(request, context);
    throw new Refusal("method_not_allowed", `This route takes ${allowed.join(", ")}.`, {
      extra: { allowed },
    });
  });
}

/**
 * Returns the methods of the requested path.
 * @throws Refusal `not_found` where there is no route
 */
async function methodsAt(request: Request, { params }: RouteContext): Promise<string[]> {
  const parameters = Object.keys((await params) ?? {});
  const { pathname } = new URL(request.url);
  const methods = operations.filter((operation) => isAt(operation, pathname, parameters));
  if (methods.length === 0) throw notFound("This route of the API");
  const own: string[] = methods.map(({ method }) => method);
  // Next answers HEAD from GET.
  return [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted();
}

/**
 * Whether the operation is at the path; the parameters distinguish `instance-roles/{id}` from `instance-roles/import`.
 */
function isAt(operation: Operation, pathname: string, parameters: string[]): boolean {
  const path = pathOf(operation);
  const names = [...path.matchAll(PARAMETER)].map(([, name]) => name);
  if (names.toSorted().join() !== parameters.toSorted().join()) return false;
  return new RegExp(`^${path.replaceAll(".", "\\.").replace(PARAMETER, "[^/]+")}$`).test(pathname);
}

const PARAMETER = /\{(\w+)\}/g;
