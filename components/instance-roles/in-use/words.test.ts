import { expect, it } from "vitest";
import { notLookedWords } from "./words.ts";

const DENIED = "Rolecall's connection role may not look there";

it("names the Regions that share a cause together", () => {
  const notLooked = [
    { region: "eu-west-1", why: DENIED },
    { region: "us-east-1", why: DENIED },
    { region: "eu-north-1", why: "AWS answered Throttling" },
  ];
  expect(notLookedWords(notLooked)).toBe(
    `eu-west-1 and us-east-1: ${DENIED}. eu-north-1: AWS answered Throttling.`,
  );
});

it("counts Regions instead of naming them where there are many", () => {
  const regions = ["a", "b", "c", "d", "e"].map((region) => ({ region, why: DENIED }));
  expect(notLookedWords(regions)).toBe(`5 Regions: ${DENIED}.`);
});

it("says why Rolecall could not look in the whole account", () => {
  const why = "AWS does not let Rolecall into the account";
  expect(notLookedWords([{ why }])).toBe(`${why}.`);
});
