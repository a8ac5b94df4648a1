import { expect, test } from "vitest";
import { checkSettings } from "./environment.ts";
import { awsMode } from "./mode.ts";

test("absent and empty settings are valid", () => {
  expect(() => checkSettings({}, "sandbox")).not.toThrow();
  const empty = { DATABASE_URL: "", LOG_LEVEL: "", NEXTAUTH_URL: "", ROLECALL_REQUIRED_POLICIES: "" };
  expect(() => checkSettings(empty, "live")).not.toThrow();
  expect(awsMode({ ROLECALL_AWS: "", AWS_ENDPOINT_URL: "" })).toBe("sandbox");
});

test.each([
  ["LOG_LEVEL", "loud"],
  ["ROLECALL_CONCURRENCY", "many"],
  ["NEXTAUTH_URL", "rolecall"],
  ["NEXTAUTH_SECRET", "short"],
  ["ROLECALL_REQUIRED_POLICIES", "no-such-file.json"],
])("%s=%s is named before anything starts", (name, value) => {
  expect(() => checkSettings({ [name]: value }, "sandbox")).toThrow(name);
});
