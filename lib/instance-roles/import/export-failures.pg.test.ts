/** The CSV export of an import's rows that did not become Active. */
import Papa from "papaparse";
import { beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { arnIn, FAILED, paperAccount, type TestAccount } from "../../../e2e/api/arrange.ts";
import { ctxOf, makeWorkspace } from "../../../e2e/support/factories.ts";
import { exportFailures } from "./export-failures.ts";
import { importInstanceRoles } from "./import.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";

let ctx: Ctx;
let account: TestAccount;

beforeAll(async () => {
  const workspace = await makeWorkspace();
  account = await paperAccount(workspace);
  ctx = await ctxOf(workspace);
});

let made = 0;
/** A unique name. */
function fresh() {
  const name = `row-${made++}`;
  return { name, roleArn: arnIn(account, name) };
}

/** Imports the rows, fails every accepted one, and returns the export. */
async function exportOf(rows: object[]): Promise<string> {
  const given = readJson(JSON.stringify(rows));
  const result = await importInstanceRoles(ctx, given, { preview: false });
  const workspaceId = ctx.workspace.id;
  const id = { in: result.verdicts.flatMap((verdict) => verdict.id ?? []) };
  await inWorkspace(workspaceId, (tx) =>
    tx.instanceRole.updateMany({
      where: { workspaceId, id },
      data: { status: "FAILED", failure: FAILED.failure as object },
    }),
  );
  return exportFailures(ctx, result.import?.id as string);
}

test("the export says why each row failed and who has to act, and can be imported again", async () => {
  const rows = [{ ...fresh(), roleArn: "nonsense" }, fresh()];
  const text = await exportOf(rows);
  expect(text.split("\r\n")[0]).toBe(
    "row,name,role_arn,description,status,reason,title,detail,who_must_act,link",
  );
  const again = readCsv(text);
  expect(again.rows.map(({ body }) => body)).toEqual(rows.map((row) => ({ ...row, description: "" })));
  expect(text).toContain("role_not_found");
});

test("a row refused before AWS was asked does not say to change anything in AWS", async () => {
  const { name, roleArn } = fresh();
  const text = await exportOf([
    { name, roleArn: "nonsense" },
    { name: "", roleArn },
    { name, roleArn: "arn:aws:iam::999999999999:role/elsewhere" },
    fresh(),
  ]);
  const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
  expect(data.map(({ reason, who_must_act: who }) => [reason, who])).toEqual([
    ["arn_malformed", "You, in this file"],
    ["too_small", "You, in this file"],
    ["account_not_connected", "You, in Rolecall"],
    ["role_not_found", "The role's owner"],
  ]);
});

test("a corrected export can be imported: refused rows are registered, failed ones say to retry", async () => {
  const [refused, failed] = [fresh(), fresh()];
  const text = await exportOf([{ ...refused, roleArn: "nonsense" }, failed]);
  const corrected = readCsv(text.replace("nonsense", refused.roleArn));
  const { verdicts } = await importInstanceRoles(ctx, corrected, { preview: true });
  expect(verdicts).toMatchObject([
    { status: "accepted" },
    {
      status: "already_registered",
      existing: { name: failed.name, status: "FAILED" },
      errors: [{ message: expect.stringContaining("and has failed. The page of that one says what to do.") }],
    },
  ]);
});

test("a cell that a spreadsheet would run as a formula is escaped", async () => {
  const text = await exportOf([{ name: "=1+1", roleArn: "nonsense" }]);
  expect(text).toContain("'=1+1");
  expect(readCsv(text).rows[0]?.body).toMatchObject({ name: "=1+1" });
});
