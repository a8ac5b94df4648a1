/** AWS CLI commands that can be pasted into bash as they stand. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import { type Tags, tagList } from "#lib/aws/tags.ts";
import type { Json } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";

/** One word for bash: bare where it is harmless, else in single quotes. */
export function quote(text: string): string {
  return /^[A-Za-z0-9_/:=.,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A policy document as one argument, laid out to be read. */
export function quoteDocument(document: Json): string {
  return `'${prettyPolicy(document).replaceAll("'", `'\\''`)}'`;
}

/** Tags as one argument: JSON, which takes every character that a tag may have. */
export function quotedTags(tags: Tags): string {
  return quote(JSON.stringify(tagList(tags)));
}

type Options = Record<string, string>;

/**
 * `aws iam attach-role-policy --role-name etl …`: each option on its own line where that reads better. The values have
 * to be quoted already. In partitions other than `aws` a Region says which IAM is meant.
 */
export function iam(partition: Partition, command: string, options: Options): string {
  const parts = Object.entries(options).map(([name, value]) => `--${name} ${value}`.trimEnd());
  const line = `aws iam ${command} ${parts.join(" ")}${cliRegionOption(partition)}`;
  if (line.length <= 110 && !line.includes("\n")) return line;
  const region = cliRegionOption(partition).trim();
  return [`aws iam ${command}`, ...parts, ...(region ? [region] : [])].join(" \\\n  ");
}

/** Runs `command` only where `check` fails, so that running the whole again does no harm. */
export function unless(check: string, command: string): string {
  return `${quietly(check)} \\\n  || ${command}`;
}

export function quietly(command: string): string {
  return `${command} >/dev/null 2>&1`;
}

/** For the inside of an `if`; quoted JSON may be moved to the right as well. */
export function indented(command: string): string {
  return command.replace(/^/gm, "  ");
}
