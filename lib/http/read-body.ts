/** Reads a request's body within its limit. */
import { decodeText } from "#lib/decode-text.ts";
import { Refusal } from "#lib/errors.ts";
import type { UploadForm } from "./operation.ts";

export const BODY_LIMIT = 64 * 1024;

/**
 * Reads a JSON body.
 * @throws Refusal `unsupported_media_type` (415), `payload_too_large` (413), `malformed_json` (400)
 * @returns the parsed JSON and its text
 */
export async function readJsonBody(
  request: Request,
  limit = BODY_LIMIT,
): Promise<{ json: unknown; text: string }> {
  if (mediaTypeOf(request) !== "application/json") {
    throw new Refusal(
      "unsupported_media_type",
      "Send the body as JSON, with Content-Type: application/json.",
    );
  }
  const text = (await readBytes(request, limit)).toString("utf8");
  try {
    return { json: JSON.parse(text), text };
  } catch {
    throw new Refusal("malformed_json", "The body cannot be read as JSON.");
  }
}

/**
 * Reads a body of one of several media types as text.
 * @throws Refusal `unsupported_media_type` (415), `payload_too_large` (413), `invalid` where it is no text
 */
export async function readUpload(
  request: Request,
  { media, limit }: UploadForm,
): Promise<{ mediaType: string; text: string }> {
  const mediaType = mediaTypeOf(request);
  if (!mediaType || !Object.hasOwn(media, mediaType)) {
    throw new Refusal("unsupported_media_type", `Send the body as ${Object.keys(media).join(" or ")}.`);
  }
  return { mediaType, text: decodeText(await readBytes(request, limit)) };
}

function mediaTypeOf({ headers }: Request): string | undefined {
  return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
}

/**
 * Reads bytes.
 * @throws Refusal `payload_too_large` (413) as soon as the limit is exceeded, with or without Content-Length
 */
export async function readBytes(request: Request, limit = BODY_LIMIT): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number) =>
  new Refusal("payload_too_large", `The body is larger than ${limit / 1024} KiB.`);
