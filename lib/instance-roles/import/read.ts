import { parse as parseYaml } from "yaml";
import { Refusal } from "#lib/errors.ts";
import type { ChosenColumns, ParsedUpload } from "./parsed-upload.ts";
import { readArnList, readArnsInText } from "./read-arn-list.ts";
import { readCsv } from "./read-csv.ts";
import { readDocument, readJson } from "./read-json.ts";

type Sent = { mediaType: string; text: string };

/**
 * Reads the rows of an upload: JSON, YAML, a table, or ARNs in other text. The content decides, not the media type,
 * since people paste anything into one field.
 * @throws Refusal where it has no rows, or too many
 */
export function readImport({ mediaType, text: given }: Sent, chosen: ChosenColumns = {}): ParsedUpload {
  const text = given.replace(/^\ufeff/, "");
  if (mediaType !== "text/csv") return readJson(text);
  if (isJson(text)) return readJson(text);
  const document = /^(?:---\s*\n)?(?:Roles:|- ?(?:Arn|Path|RoleName):)/.test(text) && yamlOf(text);
  if (document) return readDocument([document]);
  const isOfTerraformOrCli = /^\s*(?:[\w."-]+\s*[=:]\s*["'[{]|\[|[-+|]{3,})/.test(text);
  return readArnList(text) ?? (isOfTerraformOrCli ? readArnsInText(text) : null) ?? readTable(text, chosen);
}

/** Reads a table, or the ARNs in a text that has no column of ARNs. */
function readTable(text: string, chosen: ChosenColumns): ParsedUpload {
  try {
    return readCsv(text, chosen);
  } catch (error) {
    const isNoTable = error instanceof Refusal && error.errors?.[0]?.code === "column_missing";
    const read = isNoTable ? readArnsInText(text) : null;
    if (read) return read;
    throw error;
  }
}

/** Whether the text is JSON; a bracket may also begin a list of Terraform or Python. */
function isJson(text: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*(?:[{"[\]]))/.test(text);
}

function yamlOf(text: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 0 });
  } catch {
    return null; // not YAML
  }
}
