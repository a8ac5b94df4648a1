/** `npm run token -- --workspace acme --role admin`: prints one API token, and nothing else on standard output. */
import { parseArgs } from "node:util";
import { enterInstallation } from "./installation.ts";

const USAGE =
  "npm run token -- --workspace SLUG --role admin|member [--name NAME] [--expires-days DAYS, 1 to 365]";

try {
  const input = readOptions();
  await enterInstallation();
  console.log(await makeToken(input));
  // Idle database connections would keep the process for a while.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

type TokenInput = { workspace: string; role: "ADMIN" | "MEMBER"; name: string; expiresAt: Date };

function readOptions(): TokenInput {
  const { values } = parseArgs({
    options: {
      workspace: { type: "string" },
      role: { type: "string" },
      name: { type: "string", default: "command line" },
      "expires-days": { type: "string", default: "90" },
    },
  });
  const role = values.role?.toUpperCase();
  const days = Number(values["expires-days"]);
  if (!values.workspace || (role !== "ADMIN" && role !== "MEMBER")) throw new Error(`Usage: ${USAGE}`);
  if (!Number.isInteger(days) || days < 1 || days > 365) throw new Error(`Usage: ${USAGE}`);
  const name = values.name.trim().slice(0, 64) || "command line";
  return { workspace: values.workspace, role, name, expiresAt: new Date(Date.now() + days * 86_400_000) };
}

async function makeToken({ workspace: slug, role, name, expiresAt }: TokenInput): Promise<string> {
  const { createApiToken } = await import("#lib/api-tokens/create.ts");
  const { findWorkspace } = await import("#lib/workspaces/store.ts");
  const workspace = await findWorkspace(slug);
  if (!workspace) throw new Error(`There is no workspace ${slug}.`);
  const actor = { kind: "system", name: "npm run token" } as const;
  return createApiToken({ workspace, actor, role: "ADMIN" }, { name, role, expiresAt });
}
