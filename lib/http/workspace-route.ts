/** Wraps every route of a workspace: authenticates, authorizes, validates, calls the verb, and answers. */
import type { z } from "zod";
import { notFound } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import type { Answer } from "./answer.ts";
import { enterWorkspace } from "./enter.ts";
import { onlyOnce } from "./idempotency.ts";
import type { Input, Operation } from "./operation.ts";
import { readInput } from "./read-input.ts";
import { respond } from "./respond.ts";
import { countWrite } from "./write-limit.ts";

type RouteContext = { params: Promise<Record<string, string>> };

/**
 * Makes a route handler from its operation. `handle` gets the context of a member whose role allows the operation, and
 * validated input; refusals it throws become problem documents.
 */
export function workspaceRoute<
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  operation: Operation<Query, Body>,
  handle: (ctx: Ctx, input: Input<Query, Body>, request: Request) => Promise<Answer | Response>,
) {
  return (request: Request, { params }: RouteContext): Promise<Response> =>
    respond(request, operation.id, async (facts) => {
      const path = await params;
      const { workspace = "", id } = path;
      facts.workspace = workspace.slice(0, 64);
      const ctx = await enterWorkspace(request, workspace, facts);
      // Before the body is read, so that a member without the right gets 403 whatever they send. The verb authorizes
      // too.
      if (typeof operation.who === "object") authorize(ctx, operation.who.mayDo);
      const headers = operation.method === "GET" ? {} : await countWrite(ctx);
      const { input, text } = await readInput(operation, request, { id: uuidOrNothing(id), path });
      if (operation.method === "GET") return handle(ctx, input, request);
      const work = (once: Ctx) => handle(once, input, request);
      const answer = operation.method === "POST" ? await onlyOnce(ctx, request, text, work) : await work(ctx);
      return withHeaders(answer, headers);
    });
}

function withHeaders(answer: Answer | Response, headers: Record<string, string>): Answer | Response {
  if (!(answer instanceof Response)) return { ...answer, headers: { ...answer.headers, ...headers } };
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Returns the path's id; a malformed id becomes one that matches nothing. */
function uuidOrNothing(id = ""): string {
  if (id !== "" && !UUID.test(id)) throw notFound("That");
  return id;
}
