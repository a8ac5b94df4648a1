/** `npm run token`, as an operator uses it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { parseToken } from "#lib/api-tokens/token.ts";
import { listAuditEvents } from "#lib/audit/list.ts";
import { accessByToken } from "#lib/auth/access-store.ts";
import { ctxOf, makeToken, makeWorkspace, type TestWorkspace } from "../e2e/support/factories.ts";

const run = promisify(execFile);
const token = (...options: string[]) => run(process.execPath, ["scripts/token.ts", ...options]);

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

async function listed(): Promise<string[][]> {
  const { stdout } = await token("--workspace", workspace.slug, "--list");
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

test("a new token is the only output, and works", async () => {
  const { stdout } = await token("--workspace", workspace.slug, "--role", "member");
  expect(stdout).toMatch(/^rc_\S+\n$/);
  const access = await accessByToken(stdout.trim());
  expect(access?.membership).toMatchObject({ role: "MEMBER", workspace: { id: workspace.id } });
});

test("tokens are listed without their secrets", async () => {
  const secret = await makeToken(workspace, "MEMBER");
  await makeToken(await makeWorkspace());
  const [heading, ...rows] = await listed();
  expect(heading).toEqual(["id", "name", "role", "created", "expires"]);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(rows).toEqual([[(await accessByToken(secret))?.actor.id, "test", "member", time, time]]);
  expect(JSON.stringify(rows)).not.toContain(parseToken(secret)?.secretHash);
});

test("a revoked token is refused, others still work, and the audit log has the revocation", async () => {
  const [revoked, kept] = [await makeToken(workspace), await makeToken(workspace)];
  const id = (await accessByToken(revoked))?.actor.id as string;
  const { stdout } = await token("--revoke", id);
  expect(stdout).toBe(`The token test of ${workspace.slug} is revoked\n`);
  expect(await accessByToken(revoked)).toBeNull();
  expect(await accessByToken(kept)).not.toBeNull();
  const { items } = await listAuditEvents(await ctxOf(workspace), { limit: 1 });
  expect(items).toEqual([
    expect.objectContaining({
      actorName: "npm run token",
      action: "api_token.revoke",
      targetId: id,
      details: { name: "test", role: "ADMIN" },
    }),
  ]);
});

test.each(["0198c2b4-6f0e-7c11-9a53-0242ac120002", "x"])(
  "a token that does not exist cannot be revoked: %s",
  async (id) => {
    await expect(token("--revoke", id)).rejects.toMatchObject({
      code: 1,
      stderr: `There is no token ${id}.\n`,
    });
  },
);

test("creating, listing and revoking cannot be combined", async () => {
  for (const options of [[], ["--list", "--role", "admin"], ["--role", "admin"], ["--role", "owner"]]) {
    await expect(token(...options)).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("Usage"),
    });
  }
});
