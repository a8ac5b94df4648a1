import { notFound } from "#lib/errors.ts";
import { respond } from "./respond.ts";

export function unknownRoute(request: Request): Promise<Response> {
  return respond(request, async () => {
    throw notFound("This route of the API");
  });
}
