import Papa from "papaparse";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { env } from "#lib/env.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { failuresAfter, importWithCounts } from "./get.ts";
import { MOST_ROWS } from "./limits.ts";
import type { ImportFailureView } from "./view.ts";

/**
 * Returns the rows of an import that did not become Active as CSV: the row, why, and who has to act. Refused rows can
 * be corrected in it and imported again; failed roles are retried.
 * @throws Refusal `not_found`
 */
export async function exportFailures(ctx: Ctx, id: string): Promise<string> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  const failures = await inWorkspace(workspaceId, async (tx) => {
    await importWithCounts(tx, workspaceId, id);
    return failuresAfter(tx, { workspaceId, id }, { afterRow: 0, take: MOST_ROWS }, principal);
  });
  // A spreadsheet runs a cell that begins with = as a formula.
  const options = { newline: "\r\n", escapeFormulae: true, columns: [...COLUMNS] };
  return `${Papa.unparse(
    failures.map((failure) => cells(ctx, failure)),
    options,
  )}\r\n`;
}

function cells(ctx: Ctx, failure: ImportFailureView): Record<(typeof COLUMNS)[number], string> {
  const { row, name = "", roleArn = "", description = "", status, reason, title, detail, id } = failure;
  return {
    row: String(row),
    name,
    role_arn: roleArn,
    description,
    status,
    reason,
    title,
    detail,
    who_must_act: whoMustAct(failure),
    link: id ? new URL(`/${ctx.workspace.slug}/instance-roles/${id}`, env().NEXTAUTH_URL).href : "",
  };
}

const COLUMNS = [
  "row",
  "name",
  "role_arn",
  "description",
  "status",
  "reason",
  "title",
  "detail",
  "who_must_act",
  "link",
] as const;

/** Who has to act; for a refused row the admin, as AWS was not asked. */
function whoMustAct({ status, reason, actor }: ImportFailureView): string {
  if (status === "failed") return WHO[actor];
  return reason === "account_not_connected" ? "You, in Rolecall" : "You, in this file";
}

const WHO = {
  you: "You, in the connected AWS account",
  role_owner: "The role's owner",
  org_admin: "Your organization's AWS administrators",
  operator: "The operator of Rolecall",
  nobody: "Nobody: it passes by itself",
} as const satisfies Record<ImportFailureView["actor"], string>;
