import { directlyIn } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import type { LeftAlone } from "#lib/failures/left-alone.ts";

export type Removal = { roleArn: string; left: LeftAlone[] };

/** Returns the removal of a deleted role from its audit event; null where there is none. */
export async function findRemoval(workspaceId: string, id: string): Promise<Removal | null> {
  const [row] = await directlyIn<Removal>(
    workspaceId,
    sql`
      SELECT details ->> 'roleArn' AS "roleArn", coalesce(details -> 'left', '[]') AS "left" FROM audit_event
      WHERE workspace_id = ${workspaceId}::uuid AND action = 'instance_role.removed' AND target_id = ${id}
      ORDER BY id DESC LIMIT 1`,
  );
  return row ?? null;
}
