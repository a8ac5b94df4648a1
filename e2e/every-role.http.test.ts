/** Registers every seeded role over the API and compares the result with the expected one. */
import { execFileSync } from "node:child_process";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { InstanceRoleDetail, InstanceRoleView } from "#lib/instance-roles/view.ts";
import { makeToken } from "./support/factories.ts";

type Line = { arn: string; workspace: string; expect: string };

const lines = execFileSync(process.execPath, ["sandbox/roles.ts"], { encoding: "utf8" })
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);

test("every line of `npm run sandbox:roles` has the expected result", { timeout: 120_000 }, async () => {
  const slugs = [...new Set(lines.map(({ workspace }) => workspace))];
  const tokens = new Map(
    await Promise.all(slugs.map(async (slug) => [slug, await adminToken(slug)] as const)),
  );
  // A second registration of one ARN is refused only after the first.
  const again = lines.filter(({ expect }) => expect === "already_registered");
  const first = lines.filter((line) => !again.includes(line));

  const outcomes = await Promise.all(first.map((line, index) => register(line, `line ${index}`, tokens)));
  for (const line of again) outcomes.push(await register(line, "once more", tokens));

  expect(outcomes.filter(({ ended, line }) => ended !== line.expect)).toEqual([]);
  expect(outcomes.flatMap(({ undocumented }) => undocumented ?? [])).toEqual([]);
});

async function adminToken(slug: string): Promise<string> {
  const workspace = await db().workspace.findUniqueOrThrow({ where: { slug } });
  return makeToken(workspace, "ADMIN");
}

async function register(line: Line, name: string, tokens: Map<string, string>) {
  const answer = await fetch(
    `${process.env.ROLECALL_URL}/api/v1/workspaces/${line.workspace}/instance-roles`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${tokens.get(line.workspace)}`,
        "content-type": "application/json",
        prefer: "wait=20",
      },
      body: JSON.stringify({ name, roleArn: line.arn }),
    },
  );
  const view = await settled((await answer.json()) as Answer, line, tokens);
  const { status, failure, errors, code } = view;
  const ended = failure?.reason ?? errors?.[0]?.code ?? code ?? status;
  return { line, ended, undocumented: view.id && DOCUMENTED.safeParse(view).error };
}

/** Strict, like the API's document: a settled role is parsed as its detail. */
const DOCUMENTED = z.union(
  [InstanceRoleView, InstanceRoleDetail].map((view) =>
    z.fromJSONSchema(z.toJSONSchema(view) as Parameters<typeof z.fromJSONSchema>[0]),
  ),
);

type Answer = {
  id?: string;
  status: string | number;
  failure?: { reason: string };
  errors?: { code: string }[];
  code?: string;
};

/** Waits longer than one answer does, for a busy machine. */
async function settled(answer: Answer, line: Line, tokens: Map<string, string>): Promise<Answer> {
  if (answer.status !== "REGISTERING") return answer;
  const url = `${process.env.ROLECALL_URL}/api/v1/workspaces/${line.workspace}/instance-roles/${answer.id}`;
  const headers = { authorization: `Bearer ${tokens.get(line.workspace)}` };
  const read = async () => (await (await fetch(url, { headers })).json()) as Answer;
  const hasSettled = async () => {
    const role = await read();
    return role.status !== "REGISTERING" && role;
  };
  return vi.waitUntil(hasSettled, { timeout: 60_000, interval: 200 });
}
