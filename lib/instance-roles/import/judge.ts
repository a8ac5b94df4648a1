/**
 * Decides on each row from the workspace's content and the rows before it, as if the rows were registered one after the
 * other. Pure.
 */
import { type FieldError, Refusal } from "#lib/errors.ts";
import { accountAmong } from "../account-of-arn.ts";
import { nameKeyOf } from "../name-key.ts";
import { describeRequestReason } from "../request-reasons.ts";
import type { ExistingView } from "../view.ts";
import type { Candidate, ReadRow } from "./read-row.ts";
import type { Verdict } from "./verdict.ts";

export type Account = Parameters<typeof accountAmong>[0][number];
export type Registered = ExistingView & { nameKey: string; roleArn: string };

/** What the workspace has of the accounts, ARNs and names in the rows. */
export type WorkspaceSnapshot = { accounts: Account[]; roles: Registered[] };

export type Accepted = Candidate & { name: string; nameKey: string; account: Account };
export type Judged = { verdict: Verdict; accepted?: Accepted };

export function judge(rows: ReadRow[], { accounts, roles }: WorkspaceSnapshot): Judged[] {
  const byArn = new Map(roles.map((role) => [role.roleArn, role]));
  const byName = new Map(roles.map((role) => [role.nameKey, role]));
  const earlier = {
    byArn: new Map<string, number>(),
    byName: new Map<string, number>(),
    byNameInAws: new Map<string, number>(),
  };

  function judgeOne(candidate: Candidate): Judged {
    const { arn } = candidate.roleArn;
    const registered = byArn.get(arn);
    if (registered) return { verdict: alreadyHere(candidate, registered) };
    const sameAsRow = earlier.byArn.get(arn);
    if (sameAsRow) return { verdict: alreadyInFile(candidate, sameAsRow) };
    const twin = earlier.byNameInAws.get(nameInAws(candidate));
    if (twin) return { verdict: { ...rejected(candidate, cannotBoth(candidate, twin)), sameAsRow: twin } };
    const account = accountOf(candidate);
    if (!("id" in account)) return { verdict: rejected(candidate, account) };
    const name = candidate.names.find((each) => !isTaken(nameKeyOf(each)));
    if (name === undefined) return { verdict: nameTaken(candidate) };
    const nameKey = nameKeyOf(name);
    earlier.byArn.set(arn, candidate.row);
    earlier.byName.set(nameKey, candidate.row);
    earlier.byNameInAws.set(nameInAws(candidate), candidate.row);
    const verdict = { ...about(candidate), status: "accepted", name } as const;
    return { verdict, accepted: { ...candidate, name, nameKey, account } };
  }

  function accountOf({ roleArn }: Candidate): Account | FieldError {
    try {
      return accountAmong(accounts, roleArn);
    } catch (error) {
      if (!(error instanceof Refusal) || !error.errors?.[0]) throw error;
      return error.errors[0];
    }
  }

  const isTaken = (nameKey: string) => byName.has(nameKey) || earlier.byName.has(nameKey);

  function nameTaken(candidate: Candidate): Verdict {
    const [name] = candidate.names;
    const existing = byName.get(nameKeyOf(name));
    if (existing) {
      const { detail } = describeRequestReason("name_taken", existing);
      return { ...rejected(candidate, fieldError("name", "name_taken", detail)), existing: shown(existing) };
    }
    const sameAsRow = earlier.byName.get(nameKeyOf(name)) as number;
    const message = `Row ${sameAsRow} has this name already. Choose another name.`;
    return { ...rejected(candidate, fieldError("name", "name_taken", message)), sameAsRow };
  }

  return rows.map((row) => ("refused" in row ? { verdict: row.refused } : judgeOne(row.candidate)));
}

function alreadyHere(candidate: Candidate, registered: Registered): Verdict {
  const { detail } = describeRequestReason("already_registered", registered);
  return {
    ...about(candidate),
    status: "already_registered",
    id: registered.id,
    existing: shown(registered),
    errors: [fieldError("roleArn", "already_registered", detail)],
  };
}

/**
 * Identifies a role in AWS: unique in an account, whatever its path and the case of its letters (docs/aws-facts.md,
 * Role ARNs).
 */
const nameInAws = ({ roleArn: { partition, accountId, name } }: Candidate) =>
  `${partition} ${accountId} ${name.toLowerCase()}`;

const cannotBoth = ({ roleArn: { name } }: Candidate, row: number) =>
  fieldError(
    "roleArn",
    "role_name_twice",
    `IAM has one role named ${name} in an account at most, whatever its path, and row ${row} gives another ARN for it. One of the two is wrong.`,
  );

/** The verdict on a row whose role an earlier row has; that row gets its id once it is registered. */
function alreadyInFile(candidate: Candidate, sameAsRow: number): Verdict {
  const message = `Row ${sameAsRow} registers the same role. This row is not needed.`;
  return {
    ...about(candidate),
    status: "already_registered",
    sameAsRow,
    errors: [fieldError("roleArn", "already_registered", message)],
  };
}

const rejected = (candidate: Candidate, error: FieldError): Verdict => ({
  ...about(candidate),
  status: "rejected",
  errors: [error],
});

function about({ row, line, names, roleArn, description }: Candidate) {
  return {
    row,
    ...(line !== undefined && { line }),
    name: names[0],
    roleArn: roleArn.arn,
    ...(description && { description }),
  };
}

const fieldError = (path: string, code: string, message: string): FieldError => ({ path, code, message });

const shown = ({ id, name, status }: Registered): ExistingView => ({ id, name, status });
