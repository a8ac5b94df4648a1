/** Tags as lines of `key=value`. Browser-safe. */
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

type Tags = AwsAccountView["setup"]["tags"];

export const tagLines = (tags: Tags): string[] =>
  Object.entries(tags).map(([key, value]) => `${key}=${value}`);

/**
 * The tags in a text, one a line, cut at the first `=`; a line without one is a key with an empty value. Returns a
 * sentence where a key stands twice.
 */
export function tagsIn(text: string): { tags: Tags } | { problem: string } {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const pairs = lines.map((line): [string, string] => {
    const [key = "", ...value] = line.split("=");
    return [key.trim(), value.join("=").trim()];
  });
  const keys = pairs.map(([key]) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  return twice === undefined
    ? { tags: Object.fromEntries(pairs) }
    : { problem: `The key ${twice} is there twice.` };
}
