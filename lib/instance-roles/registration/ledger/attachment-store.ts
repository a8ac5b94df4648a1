/**
 * The ledger: what Rolecall added in AWS, and which registrations rely on it. One row for each policy or profile, one
 * hold for each registration.
 */

import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import type { Tags } from "#lib/aws/tags.ts";
import { directly, directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import { isUuid, uuid7 } from "#lib/db/uuid.ts";
import { Superseded } from "#lib/failures/failed.ts";
import type { Claim } from "../ownership/claim-store.ts";
import { ATTACHMENT_TAG } from "../profile-names.ts";
import type { ProfileCreate } from "./profile-ownership.ts";

export type AttachmentKind = "policy" | "profile" | "role_in_profile";

/** `target` is the ARN of the policy or of the instance profile. */
export type AttachmentKey = { kind: AttachmentKind; target: string };

export type Attachment = AttachmentKey & {
  id: string;
  /** AROA… of the role it was created for. */
  roleId: string;
  state: "INTENDED" | "PRESENT" | "REMOVING";
  /** AIPA… of the profile, from the answer to our latest CreateInstanceProfile. */
  resourceId: string | null;
  /** Milliseconds since it was intended, confirmed or removed; AWS reads may lag that far behind. */
  ageMs: number;
};

/** `found`: the last read from AWS showed it; `tags`: of a profile, the account's own that its create sets. */
export type Wanted = AttachmentKey & { found: boolean; tags?: Tags };

/**
 * An attachment this run relies on. `toMake`: it has to be created now. `mayBeThere`: an earlier attempt or run may
 * have created it, so a refusal now does not prove that nothing of ours exists.
 */
export type Intent = Attachment & { toMake: boolean; mayBeThere: boolean };

/** An attachment that AWS confirmed. `resourceId` is AIPA… of a new profile. */
export type Confirmed = { id: string; resourceId?: string };

/**
 * Writes, before any AWS call, what this run is about to create, and holds on what Rolecall created before.
 * What AWS shows and the ledger does not know was there before us: it gets no row and no hold, and is not returned.
 * Only confirmed attachments are taken to exist: what an interrupted run may have created, or what was removed
 * recently, is created again even where AWS shows it. What an earlier failed run could not remove passes to this run.
 * What was removed longer ago than `shownWithinMs` and exists was added by somebody else since.
 * @param shownWithinMs how long AWS may go on showing what was removed
 * @throws Superseded when another attempt or run has replaced this one
 */
export async function recordIntents(
  run: Claim,
  roleId: string,
  { wanted, shownWithinMs }: { wanted: Wanted[]; shownWithinMs: number },
): Promise<Intent[]> {
  const rows = JSON.stringify(wanted.map((one) => ({ id: uuid7(), ...one })));
  // Locks the role's row, so that no removal can begin until this commits.
  const answer = await directlyIn<Intent & { isMine: boolean }>(
    run.workspaceId,
    sql`
      WITH role AS (
        SELECT 1 FROM instance_role WHERE ${run.stillCurrent} FOR UPDATE
      ), wanted AS (
        SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS w
          (id uuid, kind text, target text, found boolean, tags jsonb)
        WHERE EXISTS (SELECT 1 FROM role)
      ), earlier AS (
        SELECT a.id FROM attachment a JOIN wanted w ON w.kind = a.kind AND w.target = a.target
        WHERE a.role_id = ${roleId} AND NOT (a.state = 'REMOVING'
          AND NOT attachment_is_held_by_others(a.id, ${NIL}::uuid, ${NIL}::uuid))
      ), made AS (
        INSERT INTO attachment AS a (id, role_id, kind, target, state, tags, updated_at)
        SELECT w.id, ${roleId}, w.kind, w.target, 'INTENDED', w.tags, now() FROM wanted w
        WHERE NOT w.found OR EXISTS (
          SELECT 1 FROM attachment x
          WHERE x.role_id = ${roleId} AND x.kind = w.kind AND x.target = w.target AND x.state <> 'PRESENT'
            AND NOT (x.state = 'REMOVING' AND x.updated_at < now() - make_interval(secs => ${shownWithinMs / 1_000})
              AND NOT attachment_is_held_by_others(x.id, ${NIL}::uuid, ${NIL}::uuid)))
        ON CONFLICT (role_id, kind, target)
          DO UPDATE SET state = 'INTENDED', updated_at = now(),
            resource_id = (SELECT a.resource_id FROM earlier WHERE earlier.id = a.id),
            tags = coalesce((SELECT a.tags FROM earlier WHERE earlier.id = a.id) || excluded.tags, excluded.tags, a.tags)
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

/**
 * SQL that marks attachments as confirmed: a statement, or a part of the settlement. Takes an array of ids, which
 * Postgres looks up one by one; for a set of rows its planner would scan all attachments.
 */
export function confirm(confirmed: Confirmed[]): Sql {
  const ids = confirmed.map(({ id }) => id);
  const resourceIds = Object.fromEntries(confirmed.map(({ id, resourceId }) => [id, resourceId]));
  return sql`
    UPDATE attachment
    SET state = 'PRESENT', resource_id = coalesce(${JSON.stringify(resourceIds)}::jsonb ->> id::text, resource_id),
        updated_at = now()
    WHERE id = ANY(${ids}::uuid[]) AND state = 'INTENDED'`;
}

/** Marks attachments as confirmed by AWS. */
export async function confirmAttachments(run: Claim, confirmed: Confirmed[]): Promise<void> {
  if (confirmed.length > 0) await directlyIn(run.workspaceId, confirm(confirmed));
}

/** Returns what this instance role holds; with `onlyThisRun`, what the current run added. */
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

/** `isHeld`: a registration in any workspace relies on it. */
export type Known = Attachment & { isHeld: boolean };

/** Returns every ledger row of an AWS role. */
export function findAttachmentsOf(roleId: string): Promise<Known[]> {
  return directly<Known>(sql`
    SELECT ${COLUMNS}, ${isHeldByOthersThan(NOBODY)} AS "isHeld"
    FROM attachment a WHERE a.role_id = ${roleId} ORDER BY a.created_at`);
}

/**
 * Returns our creates that may have made the profile AWS shows, for any role (a profile outlives the role it was
 * created for). Matches the id AWS answered, or the ledger row named in the profile's tag.
 */
export function findProfileCreates({ arn, profileId, tags }: InstanceProfile): Promise<ProfileCreate[]> {
  const named = tags[ATTACHMENT_TAG];
  const id = named && isUuid(named) ? named : null;
  return directly<ProfileCreate>(sql`
    SELECT id::text AS "id", resource_id AS "resourceId", tags AS "tags" FROM attachment
    WHERE kind = 'profile' AND target = ${arn} AND (resource_id = ${profileId} OR id = ${id}::uuid)`);
}

const NIL = "00000000-0000-0000-0000-000000000000";
export const NOBODY = { workspaceId: NIL, instanceRoleId: NIL };

/**
 * SQL: whether another registration relies on the attachment `a`. An instance profile outlives its role: after the role
 * is recreated under its name, another ledger row may stand for the same profile.
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

/** Deletes, in all workspaces, rows of what was removed long enough ago that AWS no longer shows it. */
export async function forgetRemoved(): Promise<void> {
  await directly(sql`SELECT forget_removed_attachments(make_interval(secs => ${REMEMBER_SECONDS}))`);
}
