/** Every document and section that code and documents cite exists in the repository. */
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

/** Joins the lines of a comment or paragraph. */
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

test("every cited document exists", () => {
  const isThere = (name: string, file: string) => existsSync(name) || existsSync(join(dirname(file), name));
  expect(cited(/(?<![\w./*-])((?:[\w.-]+\/)*[\w-]+\.md)\b/g, isThere)).toEqual([]);
});

test("every cited decision exists", () => {
  const numbers = readdirSync("docs/decisions").map((name) => name.slice(0, 4));
  expect(cited(/docs\/decisions\/(\d{4})/g, (number) => numbers.includes(number))).toEqual([]);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

test("every cited section exists in its document", () => {
  const wrong = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/(docs\/[\w-]+\.md), (?=[A-Z])(.{0,80})/g)]
      .filter(
        ([, document, rest]) => !sections.get(document as string)?.some((title) => rest?.startsWith(title)),
      )
      .map(([, document, rest]) => `${file}: ${document}, ${rest}`),
  );
  expect(wrong).toEqual([]);
});

test("no section of a document outside the repository is cited", () => {
  expect(cited(/\b([a-z]+-facts §[\d.]+)/g, () => false)).toEqual([]);
});
