import { expect, test } from "vitest";
import { isolationCheck } from "./readiness.ts";

const ISOLATED = { role: "rolecall_app", login: "rolecall_web", loginIsOwner: false, openTables: [] };

test("an installation whose walls stand is ready, and is told where its login could do more than it needs", () => {
  expect(isolationCheck(ISOLATED)).toEqual({
    name: "isolation",
    ok: true,
    detail: "Row-level security binds every connection (rolecall_app)",
  });
  expect(isolationCheck({ ...ISOLATED, loginIsOwner: true }).detail).toMatch(/one of its own/);
});

test("a table on which row-level security is not forced makes the installation unready", () => {
  const check = isolationCheck({ ...ISOLATED, openTables: ["later"] });
  expect(check).toMatchObject({ ok: false, detail: expect.stringContaining("later") });
  expect(isolationCheck(null).ok).toBe(false);
});
