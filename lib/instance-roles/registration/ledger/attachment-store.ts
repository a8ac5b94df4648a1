/** The ledger of what Rolecall added in AWS, and who relies on it. One row a thing, one hold a registration. */

import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { directly, directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import { isUuid, uuid7 } from "#lib/db/uuid.ts";
import { Superseded } from "#lib/failures/failed.ts";
import type { Claim } from "../ownership/claim-store.ts";
import { ATTACHMENT_TAG } from "../profile-names.ts";
import { type Confirmed, confirm } from "./confirmation-store.ts";
import type { ProfileCreate } from "./profile-ownership.ts";

export type AttachmentKind = "policy" | "profile" | "role_in_profile";

/** `target`: the ARN of the policy, or of the instance profile. */
export type AttachmentKey = { kind: AttachmentKind; target: string };

export type Attachment = AttachmentKey & {
  id: string;
  /** AROA… of the role it was made for. */
  roleId: string;
  state: "INTENDED" | "PRESENT" | "REMOVING";
  /** AIPA… of the profile that a create of ours answered last. */
  resourceId: string | null;
  /** Milliseconds since it was intended, confirmed or taken back: how far reads of it may be behind. */
  ageMs: number;
};

/** `found`: AWS showed it a moment ago. */
export type Wanted = AttachmentKey & { found: boolean };

/**
 * An attachment this run relies on. `toMake`: it has to be made now. `mayBeThere`: an earlier attempt or run may have
 * made it, so that a refusal now does not prove that nothing of ours is there.
 */
export type Intent = Attachment & { toMake: boolean; mayBeThere: boolean };

/**
 * Writes down, before any of it is made, what this run is about to make, and that it relies on what Rolecall made
 * before. What AWS showed and the ledger does not know was there before us: it gets neither row nor hold, and is
 * not in the answer. Only what was confirmed is believed to be there: what a run that was cut off may or may not
 * have made, or what was just taken back, is made again, whatever AWS showed.
 * What an earlier run that failed could not take back is this run's from now on. What was taken back longer ago than
 * AWS takes to show it, and is there, somebody else has made since: it is theirs.
 * @param shownWithinMs how long AWS may go on showing what was taken back
 * @throws Superseded when the run may not go on
 */
export async function recordIntents(
  run: Claim,
  roleId: string,
  { wanted, shownWithinMs }: { wanted: Wanted[]; shownWithinMs: number },
): Promise<Intent[]> {
  const rows = JSON.stringify(wanted.map((one) => ({ id: uuid7(), ...one })));
  // The role's row is locked against a removal that begins at this moment.
  const answer = await directlyIn<Intent & { isMine: boolean }>(
    run.workspaceId,
    sql`
      WITH role AS (
        SELECT 1 FROM instance_role WHERE ${run.stillCurrent} FOR UPDATE
      ), wanted AS (
        SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS w (id uuid, kind text, target text, found boolean)
        WHERE EXISTS (SELECT 1 FROM role)
      ), earlier AS (
        SELECT a.id FROM attachment a JOIN wanted w ON w.kind = a.kind AND w.target = a.target
        WHERE a.role_id = ${roleId} AND NOT (a.state = 'REMOVING'
          AND NOT attachment_is_held_by_others(a.id, ${NIL}::uuid, ${NIL}::uuid))
      ), made AS (
        INSERT INTO attachment AS a (id, role_id, kind, target, state, updated_at)
        SELECT w.id, ${roleId}, w.kind, w.target, 'INTENDED', now() FROM wanted w
        WHERE NOT w.found OR EXISTS (
          SELECT 1 FROM attachment x
          WHERE x.role_id = ${roleId} AND x.kind = w.kind AND x.target = w.target AND x.state <> 'PRESENT'
            AND NOT (x.state = 'REMOVING' AND x.updated_at < now() - make_interval(secs => ${shownWithinMs / 1_000})
              AND NOT attachment_is_held_by_others(x.id, ${NIL}::uuid, ${NIL}::uuid)))
        ON CONFLICT (role_id, kind, target)
          DO UPDATE SET state = 'INTENDED', updated_at = now(),
            resource_id = (SELECT a.resource_id FROM earlier WHERE earlier.id = a.id)
        RETURNING ${COLUMNS}, true AS "toMake", EXISTS (SELECT 1 FROM earlier WHERE earlier.id = a.id) AS "mayBeThere"
      ), shared AS (
        UPDATE attachment a SET state = a.state
        FROM wanted w
        WHERE w.found AND a.role_id = ${roleId} AND a.kind = w.kind AND a.target = w.target
          AND a.state = 'PRESENT'
        RETURNING ${COLUMNS}, false AS "toMake", true AS "mayBeThere"
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
export async function confirmAttachments(run: Claim, confirmed: Confirmed[]): Promise<void> {
  if (confirmed.length > 0) await directlyIn(run.workspaceId, confirm(confirmed));
}

/**
 * What this instance role relies on; `onlyThisRun`: what the run at hand added to that.
 */
export function findHeld(run: Claim, { onlyThisRun }: { onlyThisRun: boolean }): Promise<Attachment[]> {
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
    SELECT ${COLUMNS}, ${isHeldByOthersThan(NOBODY)} AS "isHeld"
    FROM attachment a WHERE a.role_id = ${roleId} ORDER BY a.created_at`);
}

/**
 * The creates of ours that may have made the profile AWS shows, for whatever role: it outlives the role it was made for.
 * Found by the id AWS answered, or by the row that the profile's tag names.
 */
export function findProfileCreates({ arn, profileId, tags }: InstanceProfile): Promise<ProfileCreate[]> {
  const named = tags[ATTACHMENT_TAG];
  const id = named && isUuid(named) ? named : null;
  return directly<ProfileCreate>(sql`
    SELECT id::text AS "id", resource_id AS "resourceId" FROM attachment
    WHERE kind = 'profile' AND target = ${arn} AND (resource_id = ${profileId} OR id = ${id}::uuid)`);
}

const NIL = "00000000-0000-0000-0000-000000000000";
export const NOBODY = { workspaceId: NIL, instanceRoleId: NIL };

/**
 * Whether somebody else relies on the attachment `a`. An instance profile outlives the role it was made for: whoever has
 * registered the role that was made again under its name relies on it by another row.
 */
export const isHeldByOthersThan = ({ workspaceId, instanceRoleId }: typeof NOBODY): Sql => sql`(
  attachment_is_held_by_others(a.id, ${workspaceId}::uuid, ${instanceRoleId}::uuid)
  OR a.kind = 'profile' AND EXISTS (
    SELECT 1 FROM attachment same
    WHERE same.kind = 'profile' AND same.resource_id = a.resource_id
      AND attachment_is_held_by_others(same.id, ${workspaceId}::uuid, ${instanceRoleId}::uuid)))`;

export const COLUMNS = sql`a.id::text AS "id", a.role_id AS "roleId", a.kind AS "kind", a.target AS "target",
  a.state::text AS "state", a.resource_id AS "resourceId",
  (extract(epoch FROM now() - a.updated_at) * 1000)::float8 AS "ageMs"`;

const REMEMBER_SECONDS = 600;

/** Drops what was taken back long enough ago for AWS to have shown it, over all workspaces. */
export async function forgetRemoved(): Promise<void> {
  await directly(sql`SELECT forget_removed_attachments(make_interval(secs => ${REMEMBER_SECONDS}))`);
}
