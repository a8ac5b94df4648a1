/** The folders of lib stand on each other in one direction. Cycles of files are the linter's to find. */
import { expect, test } from "vitest";
import { code, importsOf } from "./support/sources.ts";

/** Folder → the folders it imports from → one import that shows it. */
const graph = new Map<string, Map<string, string>>();
for (const file of code.filter((one) => folderOf(one))) {
  for (const target of importsOf(file)) {
    const [from, to] = [folderOf(file) as string, folderOf(target)];
    if (!to || from === to) continue;
    if (!graph.has(from)) graph.set(from, new Map());
    graph.get(from)?.set(to, `${file} → ${target}`);
  }
}

test("no folder of lib imports, over others or directly, a folder that imports it", () => {
  expect([...graph.keys()].flatMap((folder) => wayBack(folder) ?? [])).toEqual([]);
});

test("what the rule reads is there: the domain stands on the accounts, and these on AWS", () => {
  expect(graph.get("instance-roles")?.has("aws-accounts")).toBe(true);
  expect(graph.get("aws-accounts")?.has("aws")).toBe(true);
});

/** Files right below lib belong to no folder: every folder may use them, and they use none. */
function folderOf(file: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(file)?.[1];
}

test("files right below lib import no folder of it", () => {
  const roots = code.filter((file) => /^lib\/[^/]+$/.test(file));
  const wrong = roots.flatMap((file) =>
    importsOf(file)
      .filter(folderOf)
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

/** The imports that lead from a folder back to itself, by the shortest way. */
function wayBack(folder: string): string[] | undefined {
  const ways: { at: string; way: string[] }[] = [{ at: folder, way: [] }];
  const seen = new Set<string>();
  for (const { at, way } of ways) {
    for (const [to, shown] of graph.get(at) ?? []) {
      if (to === folder) return [...way, shown];
      if (!seen.has(to)) ways.push({ at: to, way: [...way, shown] });
      seen.add(to);
    }
  }
  return undefined;
}
