/** Routes outside of any workspace: public, or for signed-in users. */
import type { Access } from "#lib/auth/access-store.ts";
import type { Answer } from "./answer.ts";
import { authenticate } from "./enter.ts";
import type { Operation } from "./operation.ts";
import { readInput } from "./read-input.ts";
import { respond } from "./respond.ts";

const NO_PATH = { id: "", path: {} };

export function publicRoute(operation: Operation, handle: (request: Request) => Promise<Answer | Response>) {
  return (request: Request): Promise<Response> =>
    respond(request, operation.id, async () => {
      await readInput(operation, request, NO_PATH);
      return handle(request);
    });
}

/** A route for authenticated callers. `handle` gets the caller; an API token has exactly one workspace. */
export function signedInRoute(
  operation: Operation,
  handle: (access: Access, request: Request) => Promise<Answer>,
) {
  return (request: Request): Promise<Response> =>
    respond(request, operation.id, async (facts) => {
      const access = await authenticate(request, null, facts);
      await readInput(operation, request, NO_PATH);
      return handle(access, request);
    });
}
