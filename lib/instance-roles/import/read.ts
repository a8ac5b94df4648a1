import type { Given } from "./given.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";

/** The rows of an import as it was sent. @throws Refusal where no rows can be found in it, or too many */
export function readImport({ mediaType, text }: { mediaType: string; text: string }): Given {
  return mediaType === "text/csv" ? readCsv(text) : readJson(text);
}
