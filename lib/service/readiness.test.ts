import { expect, test } from "vitest";
import { isolationCheck } from "./readiness.ts";

const ISOLATED = { role: "rolecall_app", login: "rolecall_web", loginIsOwner: false, openTables: [] };

test("an installation with row-level security is ready, with a warning where its login has more rights than needed", () => {
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
