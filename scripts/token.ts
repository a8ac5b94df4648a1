/**
 * `npm run token -- --workspace acme --role admin`: prints one API token, and nothing else on standard output. With
 * `--list` instead of a role, lists the workspace's tokens without their secrets; `--revoke ID` revokes one.
 */
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Ctx } from "#lib/workspaces/context.ts";
import { enterInstallation } from "./installation.ts";

const USAGE = `Usage:
npm run token -- --workspace SLUG --role admin|member [--name NAME] [--expires-days DAYS, 1 to 365]
npm run token -- --workspace SLUG --list
npm run token -- --revoke ID`;

try {
  const work = readOptions();
  await enterInstallation();
  console.log(await work());
  // Idle database connections would keep the process running for a while.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

type TokenInput = { workspace: string; role: "ADMIN" | "MEMBER"; name: string; expiresAt: Date };

/**
 * Parses the options.
 * @returns a function that resolves with the text to print
 */
function readOptions(): () => Promise<string> {
  const { values } = parseArgs({
    options: {
      workspace: { type: "string" },
      role: { type: "string" },
      name: { type: "string", default: "command line" },
      "expires-days": { type: "string", default: "90" },
      list: { type: "boolean", default: false },
      revoke: { type: "string" },
    },
  });
  const { workspace, list, revoke } = values;
  const asked = [values.role !== undefined, list, revoke !== undefined].filter(Boolean);
  if (asked.length !== 1) throw new Error(USAGE);
  if (revoke !== undefined) return () => revokeToken(revoke);
  if (!workspace) throw new Error(USAGE);
  if (list) return () => listTokens(workspace);
  const role = values.role?.toUpperCase();
  const days = Number(values["expires-days"]);
  if (role !== "ADMIN" && role !== "MEMBER") throw new Error(USAGE);
  if (!Number.isInteger(days) || days < 1 || days > 365) throw new Error(USAGE);
  const name = values.name.trim().slice(0, 64) || "command line";
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  return () => makeToken({ workspace, role, name, expiresAt });
}

async function makeToken({ workspace, ...input }: TokenInput): Promise<string> {
  const { createApiToken } = await import("#lib/api-tokens/create.ts");
  return createApiToken(await contextIn(workspace), input);
}

async function listTokens(workspace: string): Promise<string> {
  const { listApiTokens } = await import("#lib/api-tokens/list.ts");
  const tokens = await listApiTokens(await contextIn(workspace));
  const rows = tokens.map(({ id, name, role, createdAt, expiresAt }) => [
    id,
    name,
    role.toLowerCase(),
    createdAt,
    expiresAt,
  ]);
  return [["id", "name", "role", "created", "expires"], ...rows].map((row) => row.join("\t")).join("\n");
}

/** Revokes a token. Searches every workspace, because a token's id does not name its workspace. */
async function revokeToken(id: string): Promise<string> {
  const { revokeApiToken } = await import("#lib/api-tokens/revoke.ts");
  const { allWorkspaces } = await import("#lib/workspaces/store.ts");
  for (const workspace of z.uuid().safeParse(id).success ? await allWorkspaces() : []) {
    const revoked = await revokeApiToken(contextOf(workspace), id);
    if (revoked) return `The token ${revoked.name} of ${workspace.slug} is revoked`;
  }
  throw new Error(`There is no token ${id}.`);
}

async function contextIn(slug: string): Promise<Ctx> {
  const { findWorkspace } = await import("#lib/workspaces/store.ts");
  const workspace = await findWorkspace(slug);
  if (!workspace) throw new Error(`There is no workspace ${slug}.`);
  return contextOf(workspace);
}

function contextOf(workspace: Ctx["workspace"]): Ctx {
  return { workspace, actor: { kind: "system", name: "npm run token" }, role: "ADMIN" };
}
