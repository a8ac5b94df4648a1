import { parseRoleArn } from "#lib/role-arn/role-arn.ts";
import type { Candidate } from "./read-row.ts";

/** An accepted row as it is kept until its role is written. `id`: of that role. */
export type WaitingRow = Omit<Candidate, "roleArn"> & { id: string; roleArn: string };

/** The row as it was before it was kept. */
export function candidateOf(kept: WaitingRow): Candidate {
  const { row, line, names, description } = kept;
  const arn = parseRoleArn(kept.roleArn);
  if (!arn.ok) throw new Error(`row ${row} was accepted with something else than a role ARN`);
  return { row, ...(line !== undefined && { line }), names, description, roleArn: arn.roleArn };
}
