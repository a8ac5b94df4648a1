/** `npm run workspace`, as the operator calls it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeUser } from "../e2e/support/factories.ts";

const run = promisify(execFile);

function makeAdmin(slug: string, email: string) {
  return run(process.execPath, ["scripts/workspace.ts", "--slug", slug, "--admin", email]);
}

test.each(["acme-", "signin", "api", "Acme"])(
  "a workspace that could not be opened is not made: %s",
  async (slug) => {
    const { email } = await makeUser();
    await expect(makeAdmin(slug, email)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be called"),
    });
    expect(await db().workspace.count({ where: { slug } })).toBe(0);
  },
);
