/** Builds the responses about imports; every field is listed explicitly. */
import { describeFailure } from "#lib/failures/failure-reasons.ts";
import type { InstanceRoleRow } from "../row.ts";
import type { Status } from "../status.ts";
import { subjectOf } from "../to-view.ts";
import type { ImportRow } from "./store.ts";
import type { Verdict } from "./verdict.ts";
import type { ImportFailureView, ImportView } from "./view.ts";

/** The view of an import. `roles` counts its roles by status. */
export function importView(row: ImportRow, roles: Map<Status, number>): ImportView {
  const { id, rows, accepted, alreadyRegistered, waiting, createdAt, createdBy } = row;
  const count = (status: Status) => roles.get(status) ?? 0;
  const left = [...roles.values()].reduce((sum, each) => sum + each, 0);
  return {
    id,
    source: row.source as ImportView["source"],
    rows,
    accepted,
    rejected: rows - accepted - alreadyRegistered,
    alreadyRegistered,
    progress: {
      waiting,
      registering: count("REGISTERING"),
      active: count("ACTIVE"),
      failed: count("FAILED"),
      deleting: count("DELETING"),
      deleted: Math.max(0, accepted - waiting - left),
    },
    createdAt: createdAt.toISOString(),
    createdBy,
  };
}

/** The view of a row that was refused before AWS was asked. */
export function refusedView(verdict: Verdict): ImportFailureView {
  const { row, line, name, roleArn, description, errors = [] } = verdict;
  const [first] = errors;
  return {
    row,
    ...(line !== undefined && { line }),
    status: "rejected",
    ...(name && { name }),
    ...(roleArn && { roleArn }),
    ...(description && { description }),
    reason: first?.code ?? "invalid",
    title: "The row was refused",
    detail: errors.map(({ message }) => sentence(message)).join(" "),
    actor: "you",
  };
}

/** Adds the full stop that messages shown beside a field lack. */
const sentence = (message: string) => (/[.!?…]$/.test(message) ? message : `${message}.`);

/** The view of a role that was registered and failed. */
export function failedView(role: InstanceRoleRow, platformPrincipalArn: string | null): ImportFailureView {
  const { id, name, roleArn, description, importRow, failure } = role;
  const about = {
    row: importRow as number,
    status: "failed",
    id,
    name,
    roleArn,
    ...(description && { description }),
  } as const;
  if (!failure) return { ...about, ...UNKNOWN };
  const described = describeFailure(failure, subjectOf(role, platformPrincipalArn));
  const { reason, title, detail, actor } = described;
  return { ...about, reason, title, detail, actor };
}

const UNKNOWN = {
  reason: "unexpected",
  title: "It failed",
  detail: "Retry it to learn why.",
  actor: "you",
} as const;
