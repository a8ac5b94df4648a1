/** Compares AWS and the database without what differs between any two runs: ids, times, attempts. */
import type { House } from "./house.ts";
import { type Lane, workspacesOf } from "./lane.ts";

export type State = { aws: unknown; roles: unknown; ledger: unknown; leftOver: unknown };

/** Returns the state with account numbers replaced, so that lanes can be compared. */
export async function stateOf(house: House, lane: Lane): Promise<State> {
  const { roles } = (await awsOf(house, lane, "1")) as Snapshot;
  const roleIds = roles.map(({ id }) => id);
  const state: State = {
    aws: await awsOf(house, lane, "0"),
    roles: await house.query(ROLES, [workspacesOf(lane)]),
    ledger: await house.query(LEDGER, [roleIds]),
    leftOver: await house.query(LEFT_OVER, [workspacesOf(lane), `%:${lane.accountId}:%`]),
  };
  const text = roles.reduce(
    (said, { id, arn }) => said.replaceAll(id, `the id of ${arn}`),
    JSON.stringify(state).replaceAll(CREATE_TAG, '$1"the row of its create"'),
  );
  return JSON.parse(text.replaceAll(lane.accountId, "123456789012"));
}

/** The profile's tag that names its ledger row. */
const CREATE_TAG = /("Key":"rolecall:attachment","Value":)"[^"]+"/g;

/** Everything in the account including ids, which show what was recreated. */
export const standingIn = (house: House, lane: Lane): Promise<unknown> => awsOf(house, lane, "1");

/** Returns the differences, one a line. */
export function differences(wanted: unknown, found: unknown, path = ""): string[] {
  if (!isObject(wanted) || !isObject(found)) {
    return Object.is(wanted, found)
      ? []
      : [`${path}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
  }
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...names].flatMap((name) => differences(wanted[name], found[name], `${path}/${name}`));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Roles with the results of their runs, the last one's steps, and what they hold. */
const ROLES = `
  SELECT array_position($1::uuid[], r.workspace_id) AS workspace, r.name, r.status, r.step, r.waiting_for,
         r.failure #- '{aws,requestId}' AS failure, r.warnings, r.role_id, r.instance_profile_arn, r.required_policies,
         (SELECT json_agg(g.kind || ' ' || g.status ORDER BY g.created_at) FROM registration g
          WHERE g.workspace_id = r.workspace_id AND g.instance_role_id = r.id) AS runs,
         (SELECT json_agg(s.name || ' ' || s.status ORDER BY s.name) FROM registration_step s
          WHERE s.workspace_id = r.workspace_id AND s.registration_id = r.registration_id) AS steps,
         (SELECT json_agg(a.kind || ' ' || a.target ORDER BY a.kind, a.target)
          FROM attachment_hold h JOIN attachment a ON a.id = h.attachment_id
          WHERE h.workspace_id = r.workspace_id AND h.instance_role_id = r.id) AS holds
  FROM instance_role r WHERE r.workspace_id = ANY($1) ORDER BY workspace, r.name`;

/** Removed attachments stay in the ledger for a while, which is no difference. */
const LEDGER = `
  SELECT a.role_id, a.kind, a.target, a.state, a.resource_id IS NOT NULL AS resource_known, count(h) AS holders
  FROM attachment a LEFT JOIN attachment_hold h ON h.attachment_id = a.id
  WHERE a.role_id = ANY($1)
  GROUP BY a.id HAVING count(h) > 0 OR a.state <> 'REMOVING'
  ORDER BY a.role_id, a.kind, a.target`;

/** Unfinished runs, unclaimed jobs, and leases not given back. */
const LEFT_OVER = `
  SELECT 'run ' || status AS what FROM registration
  WHERE workspace_id = ANY($1) AND (finished_at IS NULL OR status IN ('QUEUED', 'RUNNING'))
  UNION ALL
  SELECT 'job ' || state FROM pgboss.job
  WHERE name = 'registration' AND state < 'completed' AND (data ->> 'workspaceId')::uuid = ANY($1)
  UNION ALL
  SELECT 'turn ' || role_arn FROM aws_role_lease WHERE role_arn LIKE $2`;

type Snapshot = { roles: { id: string; arn: string }[] };

async function awsOf({ sandbox }: House, { accountId }: Lane, ids: "0" | "1"): Promise<unknown> {
  const answer = await fetch(new URL(`/_sandbox/state?accountId=${accountId}&ids=${ids}`, sandbox.url));
  return answer.json();
}
