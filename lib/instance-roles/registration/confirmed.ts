import { type Sql, sql } from "#lib/db/sql.ts";

/** An attachment AWS confirmed. `resourceId`: AIPA… of a new profile. */
export type Confirmed = { id: string; resourceId?: string };

/** Writes them down: a statement, or a part of the one that settles the run. */
export function confirm(confirmed: Confirmed[]): Sql {
  return sql`
    UPDATE attachment a
    SET state = 'PRESENT', resource_id = coalesce(c."resourceId", a.resource_id), updated_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(confirmed)}::jsonb) AS c (id uuid, "resourceId" text)
    WHERE a.id = c.id AND a.state = 'INTENDED'`;
}
