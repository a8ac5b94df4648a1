/**
 * What a route answers to the methods it has not: every `route.ts` below `app/api` passes these on with `export *`,
 * and its own handlers take precedence. Next's own answers would have neither a problem document nor a request id.
 */
import { notFound, Refusal } from "#lib/errors.ts";
import { type Operation, pathOf } from "./operation.ts";
import { operations } from "./operations/all.ts";
import { respond } from "./respond.ts";

/** A path without parameters has no `params`. */
type RouteContext = { params: Promise<Record<string, string | string[]> | undefined> };

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };

export function OPTIONS(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, async () => {
    const allowed = await methodsAt(request, context);
    return { status: 204, headers: { allow: allowed.join(", ") } };
  });
}

function refuse(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, async () => {
    const allowed = await methodsAt(request, context);
    throw new Refusal("method_not_allowed", `This route takes ${allowed.join(", ")}.`, {
      extra: { allowed },
    });
  });
}

/** @throws Refusal `not_found` where there is no route */
async function methodsAt(request: Request, { params }: RouteContext): Promise<string[]> {
  const parameters = Object.keys((await params) ?? {});
  const { pathname } = new URL(request.url);
  const methods = operations.filter((operation) => isAt(operation, pathname, parameters));
  if (methods.length === 0) throw notFound("This route of the API");
  const own: string[] = methods.map(({ method }) => method);
  // HEAD is answered by Next, from GET.
  return [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted();
}

/** The names of the parameters tell `instance-roles/{id}` from `instance-roles/import`. */
function isAt(operation: Operation, pathname: string, parameters: string[]): boolean {
  const path = pathOf(operation);
  const names = [...path.matchAll(PARAMETER)].map(([, name]) => name);
  if (names.toSorted().join() !== parameters.toSorted().join()) return false;
  return new RegExp(`^${path.replaceAll(".", "\\.").replace(PARAMETER, "[^/]+")}$`).test(pathname);
}

const PARAMETER = /\{(\w+)\}/g;
