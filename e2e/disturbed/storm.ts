/**
 * Registers many roles, some of which must fail, and removes them, while half of all calls are throttled and writes
 * become visible late.
 */
import { inWorkspace } from "#lib/db/tenant.ts";
import { listRoleInstances } from "#lib/instance-roles/in-use/list.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { removeInstanceRole } from "#lib/instance-roles/remove.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { Line } from "#sandbox/seed/expectations.ts";
import type { Connection } from "#sandbox/seed/seed.ts";
import { makeRole } from "../support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../support/factories.ts";
import { differences } from "./compare.ts";
import { type House, until } from "./house.ts";

export type Weather = { throttleRate: number; propagationMs: number };

/** `wanted`: ACTIVE, or the expected failure reason. */
export type Registering = { ctx: Ctx; arn: string; wanted: string };

export type Ended = Registering & {
  id: string;
  ended: string;
  /** From the request to being settled. */
  tookMs: number;
};

export type Phase = {
  ended: Ended[];
  /** Disagreements between AWS and the ledger, and duplicates; one a line. */
  wrong: string[];
};

/** The number of roles: those of the seed that `isWanted` picks, and good ones created for it. */
export type Cast = { roles: number; isWanted?: (line: Line) => boolean };

const WITH_GOOD_ROLES = ["418295702613", "562931847205"];
/** A registration has to find out that this connection needs no external ID; other accounts count as checked. */
const OPEN_DOOR = "701300000125";
/** An account in which nothing can be undone. */
const NO_UNDO = "701300000182";
/** One in this many good roles is registered in a second workspace too. */
const SHARED = 10;

/** Connects the sandbox's accounts and returns the roles to register. */
export async function gather(house: House, { roles, isWanted = () => true }: Cast): Promise<Registering[]> {
  const { connections, lines } = house.sandbox.seed;
  const ctxOfSlug = new Map<string, Ctx>();
  for (const [slug, theirs] of Map.groupBy(connections, ({ workspace }) => workspace)) {
    ctxOfSlug.set(slug, await workspaceWith(theirs));
  }
  const registering = lines
    .filter((line) => reachesAws(line) && isWanted(line))
    .map(({ arn, workspace, expect }) => ({
      ctx: ctxOfSlug.get(workspace) as Ctx,
      arn,
      wanted: expect as string,
    }));
  const good = WITH_GOOD_ROLES.map(
    (id) => connections.find(({ accountId }) => accountId === id) as Connection,
  );
  const second = await workspaceWith(good);
  for (let index = 0; registering.length < roles; index++) {
    const { accountId, workspace } = good[index % good.length] as Connection;
    const arn = await makeRole(accountId);
    registering.push({ ctx: ctxOfSlug.get(workspace) as Ctx, arn, wanted: "ACTIVE" });
    if (index % SHARED === 0) registering.push({ ctx: second, arn, wanted: "ACTIVE" });
  }
  return registering;
}

/** Whether the line reaches AWS: input that is refused stores nothing. */
function reachesAws({ expect, arn }: Line): boolean {
  const refused = ["account_not_connected", "partition_mismatch", "already_registered"];
  return !expect.startsWith("arn_") && !refused.includes(expect) && !arn.includes(NO_UNDO);
}

async function workspaceWith(connections: Connection[]): Promise<Ctx> {
  const workspace = await makeWorkspace();
  for (const { workspace: _theirs, alias: _alias, ...connection } of connections) {
    const { id } = await connectAccount(workspace, connection);
    if (connection.accountId === OPEN_DOOR) continue;
    const key = { workspaceId_id: { workspaceId: workspace.id, id } };
    await inWorkspace(workspace.id, (tx) =>
      tx.awsAccount.update({ where: key, data: { checkedAt: new Date() } }),
    );
  }
  return ctxOf(workspace);
}

/** Registers all roles at once, and waits until the last has settled. */
export async function registerAll(house: House, all: Registering[], patienceMs: number): Promise<Phase> {
  const before = await awsOf(house);
  const asked = await Promise.all(
    all.map(async (one, index) => {
      const name = `in the storm ${index}`;
      const { id } = await registerInstanceRole(one.ctx, { name, roleArn: one.arn, description: "" });
      return { ...one, id };
    }),
  );
  await until("every role settles", () => noneIsUnderWay(house), patienceMs);
  const rows = await house.query<Row>(ROLES, [asked.map(({ id }) => id)]);
  const ended = asked.map((one) => {
    const row = rows.find(({ id }) => id === one.id) as Row;
    return { ...one, ended: row.reason ?? row.status, tookMs: row.took_ms };
  });
  return {
    ended,
    wrong: [
      ...disagreements(await house.query<Attached>(LEDGER), before, await awsOf(house)),
      ...unready(rows, await awsOf(house)),
    ],
  };
}

/** Removes all roles at once, and waits until the last is deleted. `before` is AWS's initial state. */
export async function removeAll(
  house: House,
  all: Ended[],
  before: Aws,
  patienceMs: number,
): Promise<string[]> {
  await Promise.all(all.map(({ ctx, id }) => removeInstanceRole(ctx, id, { look: listRoleInstances })));
  await until("every role is gone or settles", () => noneIsUnderWay(house), patienceMs);
  const left = await house.query<Row>(ROLES, [all.map(({ id }) => id)]);
  const held = await house.query<Attached>(LEDGER);
  return [
    ...left.map(({ role_arn, status, reason }) => `${role_arn} is not gone: ${status} ${reason ?? ""}`),
    ...held.map(({ kind, target }) => `the ledger still holds ${kind} ${target}`),
    ...differences(before, await awsOf(house), "AWS after the removals"),
  ];
}

async function noneIsUnderWay(house: House): Promise<true | undefined> {
  const [row] = await house.query<{ open: number }>(
    `SELECT (SELECT count(*) FROM instance_role WHERE status IN ('REGISTERING', 'DELETING'))
          + (SELECT count(*) FROM pgboss.job WHERE name = 'registration' AND state < 'completed') AS open`,
  );
  return Number(row?.open) === 0 ? true : undefined;
}

type Row = {
  id: string;
  role_arn: string;
  status: string;
  reason: string | null;
  took_ms: number;
  instance_profile_arn: string | null;
  required: string[] | null;
};

const ROLES = `
  SELECT r.id, r.role_arn, r.status, r.failure ->> 'reason' AS reason, r.instance_profile_arn,
         jsonb_path_query_array(r.required_policies, '$[*].arn') AS required,
         extract(epoch FROM g.finished_at - g.created_at)::float8 * 1000 AS took_ms
  FROM instance_role r JOIN registration g ON g.workspace_id = r.workspace_id AND g.id = r.registration_id
  WHERE r.id = ANY($1)`;

type Attached = { role_id: string; kind: string; target: string; state: string };

const LEDGER = `
  SELECT DISTINCT a.role_id, a.kind, a.target, a.state
  FROM attachment a JOIN attachment_hold h ON h.attachment_id = a.id`;

type Account = {
  roles: { id: string; arn: string; attached: string[] }[];
  instanceProfiles: { arn: string; roles: string[] }[];
};

/** AWS's state by account. */
export type Aws = Record<string, Account>;

export async function awsOf({ sandbox }: House): Promise<Aws> {
  const accounts: Aws = {};
  for (const { accountId } of sandbox.seed.connections) {
    const answer = await fetch(new URL(`/_sandbox/state?accountId=${accountId}&ids=1`, sandbox.url));
    accounts[accountId] = (await answer.json()) as Account;
  }
  return accounts;
}

/** What AWS has beyond its initial state and the ledger lacks, and what the ledger has and AWS lacks. */
function disagreements(ledger: Attached[], before: Aws, now: Aws): string[] {
  const had = new Set(thingsIn(before));
  const has = thingsIn(now);
  const added = has.filter((thing) => !had.has(thing));
  const known = ledger.map(({ role_id, kind, target }) => thing(kind, target, role_id));
  return [
    ...added.filter((one) => !known.includes(one)).map((one) => `in AWS and not in the ledger: ${one}`),
    ...known.filter((one) => !added.includes(one)).map((one) => `in the ledger and not in AWS: ${one}`),
    ...ledger.filter(({ state }) => state !== "PRESENT").map(({ state, target }) => `${target} is ${state}`),
    ...twice(added).map((one) => `made twice: ${one}`),
  ];
}

const thing = (kind: string, target: string, roleId: string) =>
  kind === "profile" ? `${kind} ${target}` : `${kind} ${target} of ${roleId}`;

function thingsIn(aws: Aws): string[] {
  return Object.values(aws).flatMap(({ roles, instanceProfiles }) => {
    const idOf = (name: string) => roles.find(({ arn }) => nameInArn(arn) === name)?.id ?? name;
    return [
      ...roles.flatMap(({ id, attached }) => attached.map((arn) => thing("policy", arn, id))),
      ...instanceProfiles.map(({ arn }) => thing("profile", arn, "")),
      ...instanceProfiles.flatMap(({ arn, roles: held }) =>
        held.map((role) => thing("role_in_profile", arn, idOf(role))),
      ),
    ];
  });
}

/** Roles with more than one profile of ours. */
function twice(added: string[]): string[] {
  const profiles = added.filter((one) => one.startsWith("role_in_profile "));
  const byRole = Map.groupBy(profiles, (one) => one.split(" of ")[1]);
  return [...byRole.values()].filter((theirs) => theirs.length > 1).flat();
}

/** Active roles with which machines would not start. */
function unready(rows: Row[], aws: Aws): string[] {
  const things = Object.values(aws);
  return rows.flatMap(({ status, role_arn, required, instance_profile_arn }) => {
    if (status !== "ACTIVE") return [];
    const role = things.flatMap(({ roles }) => roles).find(({ arn }) => arn === role_arn);
    const profile = things
      .flatMap(({ instanceProfiles }) => instanceProfiles)
      .find(({ arn }) => arn === instance_profile_arn);
    const missing = (required ?? []).filter((arn) => !role?.attached.includes(arn));
    return [
      ...(required?.length ? missing : ["every policy"]).map((arn) => `${role_arn} is Active without ${arn}`),
      ...(profile?.roles.includes(nameInArn(role_arn))
        ? []
        : [`${role_arn} is Active and its profile does not hold it`]),
    ];
  });
}
