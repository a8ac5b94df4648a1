import type { z } from "zod";
import type { Input, Operation } from "./operation.ts";
import { parse, queryOf } from "./parse.ts";
import { readJsonBody, readUpload } from "./read-body.ts";

/**
 * Parses query and body by the operation's schemas. `text` is the raw body.
 * @throws Refusal 400, 413, 415, 422
 */
export async function readInput<Query extends z.ZodType | undefined, Body extends z.ZodType | undefined>(
  operation: Operation<Query, Body>,
  request: Request,
  from: Pick<Input<undefined, undefined>, "id" | "path">,
): Promise<{ input: Input<Query, Body>; text: string }> {
  const query = operation.query && parse(operation.query, queryOf(new URL(request.url)));
  if (!operation.body) return { input: { query, body: undefined, ...from } as Input<Query, Body>, text: "" };
  if (operation.upload) {
    const body = await readUpload(request, operation.upload);
    return { input: { query, body, ...from } as Input<Query, Body>, text: body.text };
  }
  const { json, text } = await readJsonBody(request);
  return { input: { query, body: parse(operation.body, json), ...from } as Input<Query, Body>, text };
}
