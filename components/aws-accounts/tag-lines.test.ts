import { expect, test } from "vitest";
import { tagLines, tagsIn } from "./tag-lines.ts";

test("tags are read line by line, cut at the first =", () => {
  expect(tagsIn(" owner = data team\n\ncost-center=42=7\nempty")).toEqual({
    tags: { owner: "data team", "cost-center": "42=7", empty: "" },
  });
  expect(tagLines({ owner: "data team", empty: "" })).toEqual(["owner=data team", "empty="]);
});

test("a key that stands twice is not read as one of the two", () => {
  expect(tagsIn("owner=a\nowner=b")).toEqual({ problem: "The key owner is there twice." });
});
