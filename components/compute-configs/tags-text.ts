/** Parses and prints tags as text, one a line. Browser-safe. */

export function writtenTags(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join("\n");
}

export function readTags(text: string): { tags: Record<string, string> } | { error: string } {
  const tags: Record<string, string> = {};
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    const [, key, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return { error: `"${line.trim()}" is not key=value` };
    if (key in tags) return { error: `The tag ${key} stands twice` };
    tags[key] = value;
  }
  return { tags };
}
