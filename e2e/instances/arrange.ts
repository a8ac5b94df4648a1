/** Accounts that let roles be attached to machines, machines of their own, and what is on them. */
import { EC2Client } from "@aws-sdk/client-ec2";
import type { RunningSandbox } from "#sandbox/server.ts";
import { check, pendingAccount, setUp } from "../support/connected.ts";
import { adminOf } from "../support/connection-role.ts";

export const ACME = "418295702613";
export const REGION = "eu-west-1";

/** A workspace that is connected with the account, which lets roles be attached unless it is said otherwise. */
export async function attachableAccount({ includeAttach = true } = {}) {
  const { ctx, account } = await pendingAccount(ACME, { includeAttach });
  await setUp(ctx, account);
  return { ctx, account: await check(ctx, account.id) };
}

/** Machines of the test's own; one in ten is stopped. @returns their ids */
export async function startFleet(
  { url }: Pick<RunningSandbox, "url">,
  fleet: { region: string; count: number; profile?: string },
): Promise<string[]> {
  const body = JSON.stringify({ accountId: ACME, ...fleet });
  const answer = await fetch(new URL("/_sandbox/fleet", url), { method: "POST", body });
  if (!answer.ok) throw new Error(`the sandbox started no fleet: ${await answer.text()}`);
  return (await answer.json()) as string[];
}

/** EC2 as the account's own administrator. */
export async function ec2As({ url }: RunningSandbox, region: string): Promise<EC2Client> {
  const { accessKeyId, secretAccessKey } = await adminOf(ACME);
  return new EC2Client({ region, endpoint: url, credentials: { accessKeyId, secretAccessKey } });
}
