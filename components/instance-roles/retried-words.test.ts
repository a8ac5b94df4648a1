import { expect, test } from "vitest";
import { retriedWords } from "./retried-words.ts";

const view = (...statuses: ("retrying" | "not_found" | "removal_failed")[]) => ({
  retried: statuses.filter((status) => status === "retrying").length,
  items: statuses.map((status) => ({ id: crypto.randomUUID(), status })),
});

test.each([
  [view("retrying"), "1 role is being registered again."],
  [view("retrying", "retrying", "not_found"), "2 roles are being registered again."],
  [
    view("retrying", "removal_failed"),
    "1 role is being registered again. 1 role was to be deleted, and is left out: delete it again.",
  ],
  [
    view("removal_failed", "removal_failed"),
    "2 roles were to be deleted, and are left out: delete them again.",
  ],
])("%j", (retried, words) => {
  expect(retriedWords(retried)).toBe(words);
});
