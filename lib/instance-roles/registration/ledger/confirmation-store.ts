import { type Sql, sql } from "#lib/db/sql.ts";

/** An attachment that AWS confirmed. `resourceId` is AIPA… of a new profile. */
export type Confirmed = { id: string; resourceId?: string };

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
