import { parse as parseYaml } from "yaml";
import { Refusal } from "#lib/errors.ts";
import type { ChosenColumns, ParsedUpload } from "./parsed-upload.ts";
import { readArnList, readArnsInText } from "./read-arn-list.ts";
import { readCsv } from "./read-csv.ts";
import { readDocument, readJson } from "./read-json.ts";

type Sent = { mediaType: string; text: string };

/**
 * The rows of an import as it was sent: JSON, YAML, a table, or ARNs among other text. What was sent as CSV is read as
 * what it is, since people paste both into one field.
 * @throws Refusal where no rows can be found in it, or too many
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

/** A text without any column of ARNs may have some all the same. */
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

/** A list in brackets may be one of Terraform or Python as well. */
function isJson(text: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*(?:[{"[\]]))/.test(text);
}

function yamlOf(text: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 0 });
  } catch {
    return null; // no YAML after all
  }
}
