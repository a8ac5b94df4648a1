/** The verdict on one row of an import. Browser-safe. */
import type { FieldError } from "#lib/errors.ts";
import type { Meant } from "#lib/role-arn/arn-refusal.ts";
import type { ExistingView } from "../view.ts";

export const VERDICTS = ["accepted", "rejected", "already_registered"] as const;

export type Verdict = {
  row: number;
  line?: number;
  status: (typeof VERDICTS)[number];
  /** The new role, or the one registered already. */
  id?: string;
  /** The name to be registered; of a refused row, the name that was given. */
  name?: string;
  roleArn?: string;
  description?: string;
  /** The workspace's role with the same name or ARN. */
  existing?: ExistingView;
  /** The earlier row of the import with the same name or ARN. */
  sameAsRow?: number;
  meant?: Meant;
  errors?: FieldError[];
};

export type Counts = { rows: number; accepted: number; rejected: number; alreadyRegistered: number };

export function countVerdicts(verdicts: Verdict[]): Counts {
  const count = (status: Verdict["status"]) => verdicts.filter((verdict) => verdict.status === status).length;
  return {
    rows: verdicts.length,
    accepted: count("accepted"),
    rejected: count("rejected"),
    alreadyRegistered: count("already_registered"),
  };
}
