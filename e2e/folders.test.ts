/** The folders of lib import each other in one direction only. The linter finds cycles of files. */
import { expect, test } from "vitest";
import { code, importsOf } from "./support/sources.ts";

/** Folder → the folders it imports from → one such import. */
const graph = new Map<string, Map<string, string>>();
for (const file of code.filter((one) => folderOf(one))) {
  for (const target of importsOf(file)) {
    const [from, to] = [folderOf(file) as string, folderOf(target)];
    if (!to || from === to) continue;
    if (!graph.has(from)) graph.set(from, new Map());
    graph.get(from)?.set(to, `${file} → ${target}`);
  }
}

test("no folder of lib imports, directly or over others, a folder that imports it", () => {
  expect([...graph.keys()].flatMap((folder) => wayBack(folder) ?? [])).toEqual([]);
});

test("the graph is not empty: instance roles import accounts, and accounts import AWS", () => {
  expect(graph.get("instance-roles")?.has("aws-accounts")).toBe(true);
  expect(graph.get("aws-accounts")?.has("aws")).toBe(true);
});

/** Files directly below lib belong to no folder: every folder may import them, and they import none. */
function folderOf(file: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(file)?.[1];
}

test("files directly below lib import no folder of it", () => {
  const roots = code.filter((file) => /^lib\/[^/]+$/.test(file));
  const wrong = roots.flatMap((file) =>
    importsOf(file)
      .filter(folderOf)
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

/** The shortest cycle of imports from a folder to itself. */
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
