/** Icons that browsers request by themselves, `/favicon.ico` among them. */
import { expect, test } from "vitest";
import { baseUrl } from "./caller.ts";

test.each([
  ["/favicon.ico", "image/x-icon"],
  ["/icon.svg", "image/svg+xml"],
])("%s is there for everybody", async (path, type) => {
  const answer = await fetch(`${baseUrl()}${path}`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
});
