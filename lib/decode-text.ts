/** Decodes a file's bytes: UTF-8, or UTF-16 with a byte order mark, as spreadsheets write it. Browser-safe. */
import { invalidField } from "#lib/errors.ts";

/**
 * Decodes bytes.
 * @throws Refusal `invalid` for bytes that are not text in these encodings
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    const message = "The file is not UTF-8. Save it as “CSV UTF-8”, then import it again.";
    throw invalidField("encoding", "encoding", message);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}
