import { expect, test } from "vitest";
import { licencesOf, notAgreed, tableOf } from "./licences.ts";

const sbom = {
  components: [
    { name: "zod", version: "4.6.7", licenses: [{ license: { id: "MIT" } }] },
    { name: "type-fest", version: "1.0.0", licenses: [{ expression: "(MIT OR CC0-1.0)" }] },
    { name: "a-database", version: "2.0.0", licenses: [{ license: { id: "AGPL-3.0-only" } }] },
    { name: "unstated", version: "3.0.0" },
    { name: "geist", version: "1.9.2" },
  ],
};

test("a package with a strong copyleft licence, or none, is refused by name", () => {
  expect(notAgreed(licencesOf(sbom)).map(({ name }) => name)).toEqual(["a-database", "unstated"]);
});

test("two licences that both apply have to be approved both", () => {
  const both = [{ license: { id: "MIT" } }, { license: { id: "GPL-2.0-only" } }];
  const shipped = licencesOf({ components: [{ name: "both", version: "1.0.0", licenses: both }] });
  expect(notAgreed(shipped)).toEqual([{ name: "both", version: "1.0.0", licence: "MIT AND GPL-2.0-only" }]);
});

test("the report has a line for each package, sorted by name", () => {
  expect(tableOf(licencesOf(sbom)).split("\n").slice(2)).toEqual([
    "| a-database | 2.0.0 | AGPL-3.0-only |",
    "| geist | 1.9.2 | OFL-1.1 |",
    "| type-fest | 1.0.0 | (MIT OR CC0-1.0) |",
    "| unstated | 3.0.0 |  |",
    "| zod | 4.6.7 | MIT |",
    "",
  ]);
});
