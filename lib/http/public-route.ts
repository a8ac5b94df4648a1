/** Routes outside of any workspace: open to everybody, or to whoever is signed in. */
import type { Access } from "#lib/auth/access-store.ts";
import type { Answer } from "./answer.ts";
import { authenticate } from "./enter.ts";
import type { Operation } from "./operation.ts";
import { readInput } from "./read-input.ts";
import { respond } from "./respond.ts";

export function publicRoute(operation: Operation, handle: (request: Request) => Promise<Answer | Response>) {
  return (request: Request): Promise<Response> =>
    respond(request, async () => {
      await readInput(operation, request, "");
      return handle(request);
    });
}

/** `handle` gets who is asking; a token brings its one workspace along. */
export function signedInRoute(
  operation: Operation,
  handle: (access: Access, request: Request) => Promise<Answer>,
) {
  return (request: Request): Promise<Response> =>
    respond(request, async () => {
      const access = await authenticate(request, null);
      await readInput(operation, request, "");
      return handle(access, request);
    });
}
