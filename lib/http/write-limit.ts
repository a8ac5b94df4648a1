/** Limits how often one caller, and one workspace as a whole, may write, over all processes. */
import { type SharedLimit, sharedLimit, takePoint } from "#lib/db/shared-limit.ts";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

const WINDOW_SECONDS = 60;
/** The workspace's limit as a multiple of one caller's. */
const CALLERS = 5;

type Limits = { actor: SharedLimit; workspace: SharedLimit };
let limits: Limits | undefined;

/**
 * Counts one write of the caller and of the workspace.
 * @returns the response's headers (draft-ietf-httpapi-ratelimit-headers)
 * @throws Refusal `rate_limited`
 */
export async function countWrite({ actor, workspace }: Ctx): Promise<Record<string, string>> {
  limits ??= newLimits(env().ROLECALL_WRITES_PER_MINUTE);
  const caller = actor.kind === "system" ? actor.name : actor.id;
  const [own, all] = await Promise.all([
    takePoint(limits.actor, `${workspace.id} ${caller}`),
    takePoint(limits.workspace, workspace.id),
  ]);
  const policies = [
    { name: "caller", ...own },
    { name: "workspace", ...all },
  ];
  const refused = policies.find(({ isRefused }) => isRefused);
  if (refused) {
    const { name, limit, secondsToReset } = refused;
    const whose = name === "caller" ? "You have" : "This workspace has";
    throw new Refusal(
      "rate_limited",
      `${whose} sent more than ${limit} writes in a minute. Try again in ${secondsToReset} s.`,
      {
        extra: { retryAfterSeconds: secondsToReset, headers: headersOf(policies) },
      },
    );
  }
  return headersOf(policies);
}

type Policy = { name: string; limit: number; remaining: number; secondsToReset: number };

function headersOf(policies: Policy[]): Record<string, string> {
  return {
    "ratelimit-policy": policies
      .map(({ name, limit }) => `"${name}";q=${limit};w=${WINDOW_SECONDS}`)
      .join(", "),
    ratelimit: policies
      .map(({ name, remaining, secondsToReset }) => `"${name}";r=${remaining};t=${secondsToReset}`)
      .join(", "),
  };
}

function newLimits(points: number): Limits {
  return {
    actor: sharedLimit({ name: "write_caller", points, seconds: WINDOW_SECONDS }),
    workspace: sharedLimit({ name: "write_workspace", points: points * CALLERS, seconds: WINDOW_SECONDS }),
  };
}
