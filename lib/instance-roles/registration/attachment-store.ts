/** The ledger of what Rolecall added in AWS, and who relies on it. One row a thing, one hold a registration. */

import { directly, directlyIn, transactDirectlyIn } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Claimed } from "./claim-store.ts";
import { type Confirmed, confirm } from "./confirmed.ts";
import { Superseded } from "./failed.ts";
import { mine } from "./store.ts";

export type AttachmentKind = "policy" | "profile" | "role_in_profile";

/** `target`: the ARN of the policy, or of the instance profile. */
export type AttachmentKey = { kind: AttachmentKind; target: string };

export type Attachment = AttachmentKey & {
  id: string;
  /** AROA… of the role it was made for. */
  roleId: string;
  state: "INTENDED" | "PRESENT" | "REMOVING";
  /** AIPA… of a profile Rolecall made. */
  resourceId: string | null;
};

/** `found`: AWS showed it a moment ago. */
export type Wanted = AttachmentKey & { found: boolean };

/** An attachment this run relies on. `toMake`: it has to be made now; `isNew`: it was not in the ledger before. */
export type Intent = Attachment & { toMake: boolean; isNew: boolean };

/**
 * Writes down, before any of it is made, what this run is about to make, and that it relies on what Rolecall made
 * before. What AWS showed and the ledger does not know was there before us: it gets neither row nor hold, and is
 * not in the answer. Only what was confirmed is believed to be there: what a run that was cut off may or may not
 * have made, or what was just taken back, is made again, whatever AWS showed.
 * What an earlier run that failed could not take back is this run's from now on.
 * @throws Superseded when the run may not go on
 */
export async function recordIntents(run: Claimed, roleId: string, wanted: Wanted[]): Promise<Intent[]> {
  const rows = JSON.stringify(wanted.map((one) => ({ id: uuid7(), ...one })));
  // The role's row is locked against a removal that begins at this moment.
  const answer = await directlyIn<Intent & { isMine: boolean }>(
    run.workspaceId,
    sql`
      WITH role AS (
        SELECT 1 FROM instance_role WHERE ${mine(run)} FOR UPDATE
      ), wanted AS (
        SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS w (id uuid, kind text, target text, found boolean)
        WHERE EXISTS (SELECT 1 FROM role)
      ), made AS (
        INSERT INTO attachment AS a (id, role_id, kind, target, state, updated_at)
        SELECT w.id, ${roleId}, w.kind, w.target, 'INTENDED', now() FROM wanted w
        WHERE NOT w.found OR EXISTS (
          SELECT 1 FROM attachment x
          WHERE x.role_id = ${roleId} AND x.kind = w.kind AND x.target = w.target AND x.state <> 'PRESENT')
        ON CONFLICT (role_id, kind, target)
          DO UPDATE SET state = 'INTENDED', resource_id = NULL, updated_at = now()
        RETURNING ${COLUMNS}, true AS "toMake", (xmax = 0) AS "isNew"
      ), shared AS (
        UPDATE attachment a SET updated_at = now()
        FROM wanted w
        WHERE w.found AND a.role_id = ${roleId} AND a.kind = w.kind AND a.target = w.target
          AND a.state = 'PRESENT'
        RETURNING ${COLUMNS}, false AS "toMake", false AS "isNew"
      ), relied_on AS (
        SELECT * FROM made UNION ALL SELECT * FROM shared
      ), held AS (
        INSERT INTO attachment_hold AS h (workspace_id, instance_role_id, attachment_id, registration_id)
        SELECT ${run.workspaceId}::uuid, ${run.instanceRoleId}::uuid, id::uuid, ${run.registrationId}::uuid
        FROM relied_on
        ON CONFLICT (workspace_id, instance_role_id, attachment_id) DO UPDATE
        SET registration_id = excluded.registration_id
        WHERE NOT EXISTS (
          SELECT 1 FROM registration g
          WHERE g.workspace_id = h.workspace_id AND g.id = h.registration_id AND g.status = 'SUCCEEDED')
      )
      SELECT relied_on.*, EXISTS (SELECT 1 FROM role) AS "isMine"
      FROM (VALUES (1)) AS one LEFT JOIN relied_on ON true`,
  );
  if (!answer[0]?.isMine) throw new Superseded();
  return answer.filter(({ id }) => id !== null).map(({ isMine: _isMine, ...intent }) => intent);
}

/** AWS confirmed them. */
export async function confirmAttachments(run: Claimed, confirmed: Confirmed[]): Promise<void> {
  if (confirmed.length > 0) await directlyIn(run.workspaceId, confirm(confirmed));
}

/** It was not made after all: AWS refused, or something of the same name stood there before. */
export async function dropIntents(run: Claimed, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await transactDirectlyIn(run.workspaceId, async (query) => {
    await query(
      sql`DELETE FROM attachment_hold WHERE ${ownHolds(run)} AND attachment_id = ANY(${ids}::uuid[])`,
    );
    await query(sql`
      DELETE FROM attachment a
      WHERE id = ANY(${ids}::uuid[])
        AND NOT attachment_is_held_by_others(a.id, ${run.workspaceId}::uuid, ${run.instanceRoleId}::uuid)`);
  });
}

/**
 * What this instance role relies on; `onlyThisRun`: what the run at hand added to that.
 */
export function findHeld(run: Claimed, { onlyThisRun }: { onlyThisRun: boolean }): Promise<Attachment[]> {
  return directlyIn<Attachment>(
    run.workspaceId,
    sql`
    SELECT ${COLUMNS} FROM attachment a
    JOIN attachment_hold h ON h.attachment_id = a.id
    WHERE h.workspace_id = ${run.workspaceId}::uuid AND h.instance_role_id = ${run.instanceRoleId}::uuid
      AND (NOT ${onlyThisRun} OR h.registration_id = ${run.registrationId}::uuid)
    ORDER BY a.created_at`,
  );
}

/** `isHeld`: some registration relies on it, in whatever workspace. */
export type Known = Attachment & { isHeld: boolean };

/** Everything the ledger knows of a role. */
export function findAttachmentsOf(roleId: string): Promise<Known[]> {
  return directly<Known>(sql`
    SELECT ${COLUMNS}, attachment_is_held_by_others(a.id, ${NOBODY}::uuid, ${NOBODY}::uuid) AS "isHeld"
    FROM attachment a WHERE a.role_id = ${roleId} ORDER BY a.created_at`);
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Lets go of attachments. Those that nobody else relies on are marked as being taken back and returned, their
 * hold kept until that is done; the hold on the others goes at once.
 */
export function beginRelease(run: Claimed, ids: string[]): Promise<Attachment[]> {
  return transactDirectlyIn(run.workspaceId, async (query) => {
    const last = await query<Attachment>(sql`
      UPDATE attachment a SET state = 'REMOVING', updated_at = now()
      WHERE id = ANY(${ids}::uuid[])
        AND NOT attachment_is_held_by_others(a.id, ${run.workspaceId}::uuid, ${run.instanceRoleId}::uuid)
      RETURNING ${COLUMNS}`);
    const kept = last.map(({ id }) => id);
    await query(sql`
      DELETE FROM attachment_hold
      WHERE ${ownHolds(run)} AND attachment_id = ANY(${ids}::uuid[]) AND NOT attachment_id = ANY(${kept}::uuid[])`);
    return last;
  });
}

/**
 * Taken back. The row stays a while without a hold, marked as removed: AWS may go on showing the thing, and a
 * registration that comes next must not take it for one that was there before. The role shows it no more.
 */
export async function finishRelease(run: Claimed, released: Attachment[]): Promise<void> {
  if (released.length === 0) return;
  const ids = released.map(({ id }) => id);
  await transactDirectlyIn(run.workspaceId, async (query) => {
    // The role first, as who forgets it does.
    await query(showNoMore(run, ids));
    await query(
      sql`DELETE FROM attachment_hold WHERE ${ownHolds(run)} AND attachment_id = ANY(${ids}::uuid[])`,
    );
    await query(sql`
      UPDATE attachment SET updated_at = now() WHERE id = ANY(${ids}::uuid[]) AND state = 'REMOVING'`);
  });
}

/** They are gone, whatever becomes of the run: with the release, which a worker that is killed cannot part. */
const showNoMore = (run: Claimed, ids: string[]) => sql`
  WITH gone AS (
    SELECT kind, target FROM attachment WHERE id = ANY(${ids}::uuid[]) AND state = 'REMOVING'
  )
  UPDATE instance_role r SET
    instance_profile_arn = (
      SELECT r.instance_profile_arn
      WHERE NOT EXISTS (SELECT 1 FROM gone WHERE kind = 'profile' AND target = r.instance_profile_arn)),
    required_policies = (
      SELECT coalesce(jsonb_agg(policy ORDER BY place), '[]')
      FROM jsonb_array_elements(r.required_policies) WITH ORDINALITY AS shown (policy, place)
      WHERE NOT EXISTS (SELECT 1 FROM gone WHERE kind = 'policy' AND target = policy ->> 'arn')),
    updated_at = now()
  WHERE r.workspace_id = ${run.workspaceId}::uuid AND r.id = ${run.instanceRoleId}::uuid
    AND EXISTS (
      SELECT 1 FROM gone
      WHERE kind = 'profile' AND target = r.instance_profile_arn
        OR kind = 'policy' AND r.required_policies @> jsonb_build_array(jsonb_build_object('arn', target)))`;

/** No longer ours: changed by hand since. The row goes with its last hold, and AWS is left as it is. */
export const disown = dropIntents;

const ownHolds = (run: Claimed) =>
  sql`workspace_id = ${run.workspaceId}::uuid AND instance_role_id = ${run.instanceRoleId}::uuid`;

const COLUMNS = sql`a.id::text AS "id", a.role_id AS "roleId", a.kind AS "kind", a.target AS "target",
  a.state::text AS "state", a.resource_id AS "resourceId"`;

const REMEMBER_SECONDS = 600;

/** Drops what was taken back long enough ago for AWS to have shown it, over all workspaces. */
export async function forgetRemoved(): Promise<void> {
  await directly(sql`SELECT forget_removed_attachments(make_interval(secs => ${REMEMBER_SECONDS}))`);
}
