/** `npm run workspace`, as an operator uses it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { listAuditEvents } from "#lib/audit/list.ts";
import { db } from "#lib/db/client.ts";
import { listMembers } from "#lib/workspaces/list-members.ts";
import { ctxOf, makeMember, makeUser, makeWorkspace } from "../e2e/support/factories.ts";

const run = promisify(execFile);

function makeAdmin(slug: string, email: string) {
  return run(process.execPath, ["scripts/workspace.ts", "--slug", slug, "--admin", email]);
}

test.each(["acme-", "signin", "api", "Acme"])(
  "a workspace whose pages could not be opened is refused: %s",
  async (slug) => {
    const { email } = await makeUser();
    await expect(makeAdmin(slug, email)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be called"),
    });
    expect(await db().workspace.count({ where: { slug } })).toBe(0);
  },
);

test("making somebody an admin is in the audit log, once", async () => {
  const workspace = await makeWorkspace();
  const ctx = await ctxOf(workspace, "ADMIN");
  const { id, email } = await makeUser();
  await makeAdmin(workspace.slug, email);
  await makeAdmin(workspace.slug, email.toUpperCase());
  expect(await listMembers(ctx)).toContainEqual(expect.objectContaining({ id, role: "ADMIN" }));
  expect((await listAuditEvents(ctx, { limit: 10 })).items).toEqual([
    expect.objectContaining({
      actorKind: "system",
      actorName: "npm run workspace",
      action: "member.create",
      targetId: id,
      details: { email, role: "ADMIN" },
    }),
  ]);
});

test("a member who becomes an admin is in the audit log as changed", async () => {
  const workspace = await makeWorkspace();
  const ctx = await ctxOf(workspace, "ADMIN");
  const { id, email } = await makeMember(workspace, "MEMBER");
  await makeAdmin(workspace.slug, email);
  const { items } = await listAuditEvents(ctx, { limit: 10 });
  expect(items).toEqual([expect.objectContaining({ action: "member.update", targetId: id })]);
});
