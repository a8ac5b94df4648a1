/** A request's JSON body, within its limit. */
import { Refusal } from "#lib/errors.ts";

export const BODY_LIMIT = 64 * 1024;

/**
 * @throws Refusal `unsupported_media_type` (415), `payload_too_large` (413), `malformed_json` (400)
 * @returns the parsed JSON and the text it came as
 */
export async function readJsonBody(
  request: Request,
  limit = BODY_LIMIT,
): Promise<{ json: unknown; text: string }> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Refusal(
      "unsupported_media_type",
      "Send the body as JSON, with Content-Type: application/json.",
    );
  }
  const text = await readText(request, limit);
  try {
    return { json: JSON.parse(text), text };
  } catch {
    throw new Refusal("malformed_json", "The body cannot be read as JSON.");
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = (limit: number) =>
  new Refusal("payload_too_large", `The body is larger than ${limit / 1024} KiB.`);
