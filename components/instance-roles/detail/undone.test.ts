import { expect, it } from "vitest";
import type { RegistrationView, StepView } from "#lib/instance-roles/view.ts";
import { isUndone } from "./undone.ts";

const run = (status: RegistrationView["status"]) => ({ kind: "REGISTER", status }) as RegistrationView;
const step = (action: string, code?: string): StepView => ({
  name: "attach_policies",
  status: "DONE",
  awsCalls: [{ service: "iam", action, durationMs: 1, attempts: 1, ...(code && { code }) }],
});

it("what a failed registration had written is undone", () => {
  expect(isUndone(run("FAILED"), step("AttachRolePolicy"))).toBe(true);
});

it("what it only read, or was refused, is not", () => {
  expect(isUndone(run("FAILED"), step("GetRole"))).toBe(false);
  expect(isUndone(run("FAILED"), step("AttachRolePolicy", "AccessDenied"))).toBe(false);
});

it("what a registration that succeeded wrote stays", () => {
  expect(isUndone(run("SUCCEEDED"), step("AttachRolePolicy"))).toBe(false);
});
