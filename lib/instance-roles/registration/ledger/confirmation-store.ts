import { type Sql, sql } from "#lib/db/sql.ts";

/** An attachment AWS confirmed. `resourceId`: AIPA… of a new profile. */
export type Confirmed = { id: string; resourceId?: string };

/**
 * Writes them down: a statement, or a part of the one that settles the run. By a list of ids, which Postgres looks up
 * one by one; a set of rows it takes for a hundred, and would read all attachments for them.
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
