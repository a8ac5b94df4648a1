/** What code and documents cite can be looked up: the document is in the repository, and has the section. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow, read, sources } from "./support/sources.ts";

const documents = [
  ...filesBelow("docs").filter((file) => file.endsWith(".md")),
  ...["README.md", "CONTRIBUTING.md", "sandbox/README.md"].filter((file) => existsSync(file)),
];
const texts = [...sources, ...documents]
  .filter((file) => file !== "e2e/citations.test.ts")
  .map((file) => ({ file, text: unwrapped(read(file)) }));
const sections = new Map(
  documents.map((file) => [
    file,
    [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title as string),
  ]),
);

/** A comment or a paragraph that goes on in the next line, in one. */
function unwrapped(text: string): string {
  return text.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*(?=\S)/g, " ");
}

function cited(pattern: RegExp, isThere: (cited: string, file: string) => boolean): string[] {
  return texts.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)]
      .map(([, name]) => name as string)
      .filter((name) => !isThere(name, file))
      .map((name) => `${file}: ${name}`),
  );
}

test("a document that is cited is in the repository", () => {
  const isThere = (name: string, file: string) => existsSync(name) || existsSync(join(dirname(file), name));
  expect(cited(/(?<![\w./*-])((?:[\w.-]+\/)*[\w-]+\.md)\b/g, isThere)).toEqual([]);
});

test("a decision that is cited by its number is in the repository", () => {
  const numbers = readdirSync("docs/decisions").map((name) => name.slice(0, 4));
  expect(cited(/docs\/decisions\/(\d{4})/g, (number) => numbers.includes(number))).toEqual([]);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

test("a section that is cited by its title is in the document", () => {
  const wrong = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/(docs\/[\w-]+\.md), (?=[A-Z])(.{0,80})/g)]
      .filter(
        ([, document, rest]) => !sections.get(document as string)?.some((title) => rest?.startsWith(title)),
      )
      .map(([, document, rest]) => `${file}: ${document}, ${rest}`),
  );
  expect(wrong).toEqual([]);
});

test("nothing is cited by the sections of a document that is not here", () => {
  expect(cited(/\b([a-z]+-facts §[\d.]+)/g, () => false)).toEqual([]);
});
