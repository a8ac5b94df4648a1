/** The fixtures of browser tests: a workspace, a signed-in user, and a check that the console stays clean. */
import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import { SESSION_COOKIE } from "#lib/auth/session-cookie.ts";
import { createSession } from "#lib/auth/session-store.ts";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import { connectAccount, makeMember, makeWorkspace, type TestWorkspace } from "./factories.ts";

type Fixtures = {
  /** A workspace connected to the sandbox's account of Acme. */
  workspace: TestWorkspace;
  account: { id: string; accountId: string };
  /** Signs in by creating a session, without the form. */
  signInAs(role: WorkspaceRole): Promise<void>;
  /** Console messages that the test expects. */
  allowedInConsole: RegExp[];
  consoleIsClean: undefined;
};

const ACME = "acme";

export const test = base.extend<Fixtures>({
  // Set by the global set-up, which runs before this file is loaded.
  baseURL: process.env.ROLECALL_URL,

  workspace: async ({ browserName: _any }, use) => use(await makeWorkspace("Browser tests")),

  account: async ({ workspace }, use) => {
    await use(await connectSeeded(workspace, ACME));
  },

  signInAs: async ({ workspace, context }, use) => {
    await use(async (role) => {
      const user = await makeMember(workspace, role);
      const url = process.env.ROLECALL_URL as string;
      await context.addCookies([{ name: SESSION_COOKIE, value: await createSession(user.id), url }]);
    });
  },

  allowedInConsole: [[], { option: true }],

  consoleIsClean: [
    async ({ page, allowedInConsole }, use) => {
      const said = strayErrors(page, allowedInConsole);
      await use(undefined);
      expect(said, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

type Connection = { accountId: string; connectionRoleArn: string; externalId: string };

/** Connects the sandbox's account that is seeded for a workspace of that slug. */
export async function connectSeeded(
  workspace: TestWorkspace,
  slug: string,
): Promise<{ id: string; accountId: string }> {
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connections = (await answer.json()) as (Connection & { workspace: string })[];
  const seeded = connections.find((connection) => connection.workspace === slug);
  if (!seeded) throw new Error(`the sandbox has no account for ${slug}`);
  const { accountId, connectionRoleArn, externalId } = seeded;
  const { id } = await connectAccount(workspace, { accountId, connectionRoleArn, externalId });
  return { id, accountId };
}

function strayErrors(page: Page, allowed: RegExp[]): string[] {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() !== "error" || allowed.some((pattern) => pattern.test(message.text()))) return;
    said.push(message.text());
  });
  return said;
}
