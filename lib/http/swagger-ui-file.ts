/** Swagger UI's two files as published on npm, which are too large to bundle with every build. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "#lib/errors.ts";
import { respond } from "./respond.ts";

const TYPES: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

export function swaggerUiFile(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  return respond(request, "docs", async () => {
    const { file } = await params;
    const type = Object.hasOwn(TYPES, file) && TYPES[file];
    if (!type) throw notFound("This file");
    // next.config.js copies them beside the built server.
    const content = await readFile(join(process.cwd(), "node_modules/swagger-ui-dist", file));
    return new Response(content, {
      headers: { "content-type": type, "cache-control": "public, max-age=3600" },
    });
  });
}
