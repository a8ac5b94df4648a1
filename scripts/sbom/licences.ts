/** Reads the licences of what is shipped from a CycloneDX document. */
import { z } from "zod";

const Licence = z.object({
  license: z.object({ id: z.string(), name: z.string() }).partial().optional(),
  expression: z.string().optional(),
});
const Sbom = z.object({
  components: z.array(
    z.object({ name: z.string(), version: z.string(), licenses: z.array(Licence).optional() }),
  ),
});

export type Shipped = { name: string; version: string; licence: string | null };

/** `licence`: as the package states it, an SPDX id or expression; null where it states none. */
export function licencesOf(sbom: unknown): Shipped[] {
  const shipped = Sbom.parse(sbom).components.map(({ name, version, licenses = [] }) => {
    const stated = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name);
    return { name, version, licence: stated.join(" AND ") || null };
  });
  return shipped.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}

const AGREED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MIT and ISC",
  "(MIT OR CC0-1.0)",
  "Unlicense",
  // Weak copyleft: used unmodified, as packages of their own.
  "EPL-2.0",
  "LGPL-3.0-or-later",
  "MPL-2.0",
  // Browser data, named in a file of its own.
  "CC-BY-4.0",
]);

/** Packages whose manifest has no licence, and the one in their LICENSE file. */
const STATED_IN_A_FILE: Record<string, string> = {
  geist: "OFL-1.1",
  "seq-queue": "MIT",
};

/** Returns packages with a licence that is on no list, for somebody to read. */
export function notAgreed(shipped: readonly Shipped[]): Shipped[] {
  return shipped.filter(({ name, licence }) =>
    licence === null ? !(name in STATED_IN_A_FILE) : !AGREED.has(licence),
  );
}

/** Returns a Markdown table, one line for each package. */
export function tableOf(shipped: readonly Shipped[]): string {
  const lines = shipped.map(
    ({ name, version, licence }) => `| ${name} | ${version} | ${licence ?? STATED_IN_A_FILE[name] ?? ""} |`,
  );
  return ["| package | version | licence |", "| --- | --- | --- |", ...lines, ""].join("\n");
}
