import { expect, test } from "vitest";
import { readTags, writtenTags } from "./tags-text.ts";

test("tags are parsed, one a line", () => {
  const tags = { team: "data eng", "cost=center": "" };
  expect(readTags("team = data eng\n\n  env=prod  ")).toEqual({ tags: { team: "data eng", env: "prod" } });
  expect(writtenTags({ team: tags.team })).toBe("team=data eng");
});

test("a line without a value and a repeated tag are reported", () => {
  expect(readTags("team")).toEqual({ error: '"team" is not key=value' });
  expect(readTags("a=1\na=2")).toEqual({ error: "The tag a stands twice" });
});
