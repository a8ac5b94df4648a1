/**
 * `npm run workspace -- --slug acme --name Acme --admin ada@example.com`: creates a workspace and its first admin, for
 * installations without the demo. Reads the password from standard input, so that no process list shows it.
 */
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { hashPassword } from "#lib/auth/hash-password.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { grantAdmin } from "#lib/members/grant-admin.ts";
import { maySlugBeTaken } from "#lib/workspaces/slug.ts";
import { enterInstallation } from "./installation.ts";

const { values } = parseArgs({
  options: { slug: { type: "string" }, name: { type: "string" }, admin: { type: "string" } },
});
const { slug, admin } = values;
if (!slug || !admin?.includes("@")) {
  console.error("npm run workspace -- --slug acme --name Acme --admin ada@example.com");
  process.exit(1);
}
if (!maySlugBeTaken(slug)) {
  console.error(
    `A workspace cannot be called ${slug}: a slug has small letters, digits and hyphens between them, and is no page's name.`,
  );
  process.exit(1);
}
await enterInstallation();
const email = admin.toLowerCase();
const known = await db().user.findUnique({ where: { email } });
const user =
  known ??
  (await db().user.create({
    data: { email, name: email, passwordHash: await hashPassword(await askPassword()) },
  }));
const workspace = await db().workspace.upsert({
  where: { slug },
  create: { slug, name: values.name ?? slug },
  update: {},
});
const actor = { kind: "system", name: "npm run workspace" } as const;
await grantAdmin({ workspace, actor, role: "ADMIN" }, user);
console.log(`${email} is an admin of ${slug}`);
await closeDb();

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const password = await terminal.question(`A password for ${email} (12 characters or more): `);
  terminal.close();
  if (password.length < 12) {
    console.error("That is too short.");
    process.exit(1);
  }
  return password;
}
