import { beforeAll, expect, test } from "vitest";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { countWrite } from "./write-limit.ts";

beforeAll(() => {
  process.env.ROLECALL_WRITES_PER_MINUTE = "3";
});

const somebody = (workspaceId: string): Ctx => ({
  workspace: { id: workspaceId, slug: "acme", name: "Acme" },
  actor: { kind: "user", id: uuid7(), name: "Ada", email: "ada@example.test" },
  role: "ADMIN",
});

test("a caller is told how many writes are left, and refused when none are", async () => {
  const ctx = somebody(uuid7());
  expect(await countWrite(ctx)).toEqual({
    "ratelimit-policy": '"caller";q=3;w=60, "workspace";q=15;w=60',
    ratelimit: '"caller";r=2;t=60, "workspace";r=14;t=60',
  });
  await countWrite(ctx);
  await countWrite(ctx);
  await expect(countWrite(ctx)).rejects.toMatchObject({
    code: "rate_limited",
    extra: {
      retryAfterSeconds: expect.any(Number),
      headers: { ratelimit: expect.stringMatching(/^"caller";r=0;t=\d+, /) },
    },
  });
});

test("other callers of a workspace may write until the workspace has reached its limit", async () => {
  const workspaceId = uuid7();
  for (let caller = 0; caller < 5; caller++) {
    const ctx = somebody(workspaceId);
    for (let write = 0; write < 3; write++) await countWrite(ctx);
  }
  await expect(countWrite(somebody(workspaceId))).rejects.toThrow(/This workspace has sent more than 15/);
  await expect(countWrite(somebody(uuid7()))).resolves.toBeTruthy();
});
