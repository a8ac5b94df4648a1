/** Browsers ask for these by themselves: `/favicon.ico` too, whenever a page's head is between two titles. */
import { expect, test } from "vitest";
import { baseUrl } from "./caller.ts";

test.each([
  ["/favicon.ico", "image/x-icon"],
  ["/icon.svg", "image/svg+xml"],
])("%s is there for everybody", async (path, type) => {
  const answer = await fetch(`${baseUrl()}${path}`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
});
