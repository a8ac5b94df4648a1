import { expect, test } from "vitest";
import { readArnList } from "./read-arn-list.ts";
import { readCsv } from "./read-csv.ts";

const ARN = "arn:aws:iam::123456789012:role/etl";
const bodies = (text: string) => readCsv(text).rows.map(({ body }) => body);

test.each([
  ["commas", `name,role_arn,description\netl,${ARN},nightly`],
  ["semicolons", `name;role_arn;description\netl;${ARN};nightly`],
  ["tabs", `name\trole_arn\tdescription\netl\t${ARN}\tnightly`],
  ["any order", `description,role_arn,name\nnightly,${ARN},etl`],
  ["any spelling", `Name , roleArn,DESCRIPTION\netl,${ARN},nightly`],
  ["words", `Name,Role ARN,Description\netl,${ARN},nightly`],
  ["quoted cells", `"name","role_arn","description"\n"etl","${ARN}","nightly"`],
  ["CRLF", `name,role_arn,description\r\netl,${ARN},nightly\r\n`],
  ["old Macs", `name,role_arn,description\retl,${ARN},nightly\r`],
  ["blank lines around", `\n\nname,role_arn,description\n\netl,${ARN},nightly\n , ,\n`],
  ["spaces around", `name,role_arn,description\n  etl , ${ARN} , nightly `],
  ["a trailing separator", `name,role_arn,description,\netl,${ARN},nightly,`],
])("%s", (_, text) => {
  expect(bodies(text)).toEqual([{ name: "etl", roleArn: ARN, description: "nightly" }]);
});

test("quoted cells may hold separators, line ends and quotation marks", () => {
  const text = `name,role_arn,description\n"a, ""b""",${ARN},"two\nlines"\nlast,${ARN},`;
  expect(readCsv(text).rows).toEqual([
    { row: 1, line: 2, body: { name: 'a, "b"', roleArn: ARN, description: "two\nlines" } },
    { row: 2, line: 4, body: { name: "last", roleArn: ARN, description: "" } },
  ]);
});

test("line numbers are those of the file, counting blank lines and the header", () => {
  const { rows } = readCsv(`\nname,role_arn\na,x\n\n\nb,y\n`);
  expect(rows.map(({ row, line }) => [row, line])).toEqual([
    [1, 3],
    [2, 6],
  ]);
});

test("unknown columns are reported by name and ignored", () => {
  const given = readCsv(`constructor,row,name,role_arn,reason\nx,7,etl,${ARN},role_not_found`);
  expect(given.ignoredColumns).toEqual(["constructor", "row", "reason"]);
  expect(given.rows[0]?.body).toEqual({ name: "etl", roleArn: ARN });
});

test("a table without a name column has no missing names", () => {
  expect(readCsv(`role_arn\n${ARN}`).rows).toEqual([
    { row: 1, line: 2, body: { roleArn: ARN }, unnamed: true },
  ]);
});

test("an empty name cell is not a missing name", () => {
  expect(readCsv(`name,role_arn\n ,${ARN}\netl,${ARN}`).rows).toEqual([
    { row: 1, line: 2, body: { roleArn: ARN }, unnamed: true },
    { row: 2, line: 3, body: { name: "etl", roleArn: ARN } },
  ]);
});

test("a list of ARNs needs no header, and an ARN may contain a comma", () => {
  const odd = "arn:aws:iam::123456789012:role/a,b=c";
  expect(readArnList(`${ARN}\n${odd}\n`)?.rows).toEqual([
    { row: 1, line: 1, body: { roleArn: ARN }, unnamed: true },
    { row: 2, line: 2, body: { roleArn: odd }, unnamed: true },
  ]);
});

test("a row that is malformed or too long is reported, and the others are read", () => {
  const { rows } = readCsv(`name,role_arn\na,b,c\nok,${ARN}\n"open,${ARN}\nlast,${ARN}`);
  expect(rows.map(({ problem }) => problem?.code)).toEqual(["too_many_cells", undefined, "quotes"]);
  expect(rows[2]?.problem?.message).toContain("line 4");
});

test.each([
  ["name,description\na,b", "column_missing"],
  ["role_arn,name,roleArn\na,b,c", "column_twice"],
  ["", "no_rows"],
  ["name,role_arn", "no_rows"],
  ["name,role_arn\n\n , \n", "no_rows"],
])("%j is refused: %s", (text, code) => {
  expect(() => readCsv(text)).toThrow(
    expect.objectContaining({ code: "invalid", errors: [expect.objectContaining({ code })] }),
  );
});

test("ten thousand rows are accepted, one more is not", () => {
  const rows = (count: number) => `role_arn\n${`${ARN}\n`.repeat(count)}`;
  expect(readCsv(rows(10_000)).rows).toHaveLength(10_000);
  expect(() => readCsv(rows(10_001))).toThrow(
    expect.objectContaining({ code: "payload_too_large", status: 413 }),
  );
});

test("a hundred columns are read; one more, or a million, is refused", () => {
  const columns = (more: number) => `role_arn${",x".repeat(more)}${`\n${ARN}`.repeat(999)}`;
  expect(readCsv(columns(99)).rows).toHaveLength(999);
  for (const more of [100, 1_000_000]) {
    expect(() => readCsv(columns(more))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ code: "too_many_columns" })] }),
    );
  }
});

test.each([
  ["in a row", (gap: string) => `role_arn,name\n"${'x"'.repeat(200_000)}${gap},b`],
  ["in the header", (gap: string) => `role_arn,"${'x"'.repeat(200_000)}${gap},b\n${ARN}`],
  ["of tabs", (gap: string) => `role_arn,name\n"${'x"'.repeat(200_000)}${gap.replaceAll(" ", "\t")},b`],
])("a row of quotation marks before a long gap is read like any: %s", (_, hostile) => {
  expect(readCsv(hostile(" ".repeat(400_000))).rows).toHaveLength(1);
});

test("in a tab-separated table an empty cell keeps its column", () => {
  const { rows } = readCsv(`role_arn\tname\n${ARN}${"\t".repeat(300)}more`);
  expect(rows[0]?.problem?.message).toContain("301 cells");
});
