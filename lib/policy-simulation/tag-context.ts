import type { Tags } from "#lib/aws/tags.ts";

/** What a request that tags what it makes carries. */
export function tagContext(tags: Tags): Record<string, string | string[]> {
  const values = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(values), "aws:TagKeys": Object.keys(tags) };
}
