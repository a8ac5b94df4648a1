/**
 * Releases what a run holds in the ledger. Each function checks in its own transaction that the attempt is still the
 * current one, so that a superseded attempt changes nothing the next one relies on.
 */
import { directly, type Query, transactDirectlyIn } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { Superseded } from "#lib/failures/failed.ts";
import type { Claim } from "../ownership/claim-store.ts";
import { type Attachment, COLUMNS, isHeldByOthersThan, NOBODY } from "./attachment-store.ts";

/**
 * Runs `work` in a transaction of the current attempt.
 * @throws Superseded when another attempt or run has replaced this one
 */
function asMine<T>(run: Claim, work: (query: Query) => Promise<T>): Promise<T> {
  return transactDirectlyIn(run.workspaceId, async (query) => {
    const rows = await query(sql`SELECT 1 FROM instance_role WHERE ${run.stillCurrent} FOR UPDATE`);
    if (rows.length === 0) throw new Superseded();
    return work(query);
  });
}

/**
 * Deletes ledger rows of what is not ours: AWS refused to create it, it existed before, or somebody else has changed it
 * since. A row goes with its last hold; AWS is left as it is.
 * @throws Superseded
 */
export function disown(run: Claim, ids: string[]): Promise<void> {
  return asMine(run, (query) => disownIn(query, run, ids));
}

async function disownIn(query: Query, run: Claim, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await query(deleteHolds(run, ids));
  await query(deleteUnheld(run, ids));
}

/**
 * Begins to release attachments. Those that no other registration relies on are marked as being removed and returned,
 * with their holds kept until `finishRelease`; the holds on the others are deleted at once.
 * @throws Superseded
 */
export function beginRelease(run: Claim, ids: string[]): Promise<Attachment[]> {
  return asMine(run, async (query) => {
    const last = await query<Attachment>(sql`
      UPDATE attachment a SET state = 'REMOVING'
      WHERE id = ANY(${ids}::uuid[]) AND NOT ${isHeldByOthersThan(run)}
      RETURNING ${COLUMNS}`);
    const kept = last.map(({ id }) => id);
    await disownIn(
      query,
      run,
      ids.filter((id) => !kept.includes(id)),
    );
    return last;
  });
}

/**
 * Marks attachments as removed from AWS. Their rows stay for a while without a hold: AWS may go on showing the removed
 * attachment, and the next registration must not take it for the customer's own. The role's page stops showing them.
 * @throws Superseded
 */
export async function finishRelease(run: Claim, released: Attachment[]): Promise<void> {
  if (released.length === 0) return;
  const ids = released.map(({ id }) => id);
  await asMine(run, async (query) => {
    await query(hideFromRole(run, ids));
    await query(deleteHolds(run, ids));
    await query(markRemoved(ids));
  });
}

/** Marks as removed what no registration relies on and a late call had created. */
export async function finishLate(released: Attachment[]): Promise<void> {
  if (released.length > 0) await directly(markRemoved(released.map(({ id }) => id)));
}

export async function disownLate(ids: string[]): Promise<void> {
  await directly(deleteUnheld(NOBODY, ids));
}

const markRemoved = (ids: string[]) => sql`
  UPDATE attachment SET updated_at = now() WHERE id = ANY(${ids}::uuid[]) AND state = 'REMOVING'`;

const deleteHolds = (run: Claim, ids: string[]) => sql`
  DELETE FROM attachment_hold
  WHERE workspace_id = ${run.workspaceId}::uuid AND instance_role_id = ${run.instanceRoleId}::uuid
    AND attachment_id = ANY(${ids}::uuid[])`;

const deleteUnheld = ({ workspaceId, instanceRoleId }: typeof NOBODY, ids: string[]) => sql`
  DELETE FROM attachment a
  WHERE id = ANY(${ids}::uuid[])
    AND NOT attachment_is_held_by_others(a.id, ${workspaceId}::uuid, ${instanceRoleId}::uuid)`;

/**
 * SQL that takes the attachments off the role's view, in the transaction of the release, so that a crash cannot
 * separate the two.
 */
const hideFromRole = (run: Claim, ids: string[]) => sql`
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
