/** Lists of roles as tools, spreadsheets and people write them, and the rows read from each. */
import { expect, test } from "vitest";
import { decodeText } from "#lib/decode-text.ts";
import { judge } from "./judge.ts";
import type { ChosenColumns } from "./parsed-upload.ts";
import { readImport } from "./read.ts";
import { readRow } from "./read-row.ts";

const ACCOUNT = "123456789012";
const arn = (name: string, accountId = ACCOUNT) => `arn:aws:iam::${accountId}:role/${name}`;
const LINKED = arn("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
const HERE = {
  accounts: [ACCOUNT, "012345678901"].map((accountId) => ({
    id: accountId,
    accountId,
    partition: "aws",
    status: "CONNECTED" as const,
  })),
  roles: [],
};

const read = (text: string, chosen: ChosenColumns = {}) =>
  readImport({ mediaType: "text/csv", text }, chosen);
const verdictsOf = (text: string, chosen: ChosenColumns = {}) =>
  judge(read(text, chosen).rows.map(readRow), HERE).map(({ verdict }) => verdict);

/** Name and ARN of each row, or the error code of a refused one. */
const short = (text: string, chosen: ChosenColumns = {}) =>
  verdictsOf(text, chosen).map(({ name = "", roleArn = "", errors }) =>
    [name, roleArn, ...(errors ? [errors[0]?.code] : [])].join(" "),
  );

const TRUST = { Statement: [{ Principal: { AWS: arn("somebody-else") }, Action: "sts:AssumeRole" }] };
const ofAws = (name: string, path = "/", more = {}) => ({
  Path: path,
  RoleName: name,
  RoleId: "AROAEXAMPLE0000000001",
  Arn: arn(`${path.slice(1)}${name}`),
  AssumeRolePolicyDocument: TRUST,
  ...more,
});

test("`aws iam list-roles` output is read unedited, and a note says where it was truncated", () => {
  const list = {
    Roles: [
      ofAws("etl", "/", { Description: "Nightly ETL" }),
      ofAws("node", "/platform/team-data/", { Description: "" }),
      ofAws("AWSServiceRoleForECS", "/aws-service-role/ecs.amazonaws.com/"),
    ],
    IsTruncated: true,
    Marker: "EXAMPLE",
  };
  for (const text of [JSON.stringify(list), JSON.stringify(list, null, 4), `\ufeff${JSON.stringify(list)}`]) {
    expect(short(text)).toEqual([
      `etl ${arn("etl")}`,
      `node ${arn("platform/team-data/node")}`,
      ` ${LINKED} arn_service_linked`,
    ]);
    const { ignoredColumns, notes, source } = read(text);
    expect(source).toBe("json");
    expect(ignoredColumns).toContain("AssumeRolePolicyDocument");
    expect(notes).toEqual([expect.stringContaining("cut off")]);
  }
  expect(verdictsOf(JSON.stringify(list))[0]?.description).toBe("Nightly ETL");
});

test.each([
  ["a list under Roles", { Roles: [ofAws("etl"), ofAws("node")] }],
  ["a list alone", [ofAws("etl"), ofAws("node")]],
  ["one role", { Role: ofAws("etl") }],
  [
    "an instance profile with its role",
    { InstanceProfile: { Arn: "arn:aws:iam::123456789012:instance-profile/x", Roles: [ofAws("etl")] } },
  ],
  [
    "the account's authorization details",
    { RoleDetailList: [ofAws("etl")], Policies: [{ Arn: "arn:aws:iam::123456789012:policy/x" }] },
  ],
  [
    "results of AWS Config, each a document in a string",
    { Results: [JSON.stringify({ arn: arn("etl"), configuration: { path: "/" } })] },
  ],
  [
    "outputs of Terraform",
    {
      arns: { value: { etl: arn("etl"), node: arn("node") } },
      main: { value: arn("etl") },
      region: { value: "eu-west-1" },
    },
  ],
  [
    "a state of Terraform",
    {
      values: {
        root_module: {
          resources: [
            {
              type: "aws_iam_role",
              values: { arn: arn("etl"), name: "etl", assume_role_policy: JSON.stringify(TRUST) },
            },
          ],
        },
      },
    },
  ],
  ["a list of ARNs", [arn("etl"), arn("node")]],
  [
    "rows of a SQL tool",
    { columns: [{ name: "arn" }], rows: [{ arn: arn("etl"), name: "etl", tags: null }] },
  ],
])("JSON: %s", (_, document) => {
  const rows = short(JSON.stringify(document));
  expect(rows[0]).toBe(`etl ${arn("etl")}`);
  expect(rows.slice(1)).toEqual(JSON.stringify(document).includes("/node") ? [`node ${arn("node")}`] : []);
});

test("several JSON documents in sequence are read as one list", () => {
  const text = [{ Roles: [ofAws("etl")] }, { Roles: [ofAws("node")] }].map((each) => JSON.stringify(each));
  expect(short(text.join("\n"))).toEqual([`etl ${arn("etl")}`, `node ${arn("node")}`]);
  expect(short(`{"roleArn":"${arn("etl")}"}\n{"roleArn":"${arn("node")}"}\n`)).toEqual([
    `etl ${arn("etl")}`,
    `node ${arn("node")}`,
  ]);
});

test("unknown keys of a JSON row are reported by name and ignored", () => {
  const text = JSON.stringify([
    { name: "etl", roleArn: arn("etl"), description: null, path: "/", owner: "ada" },
  ]);
  expect(short(text)).toEqual([`etl ${arn("etl")}`]);
  expect(read(text).ignoredColumns).toEqual(["path", "owner"]);
});

test("the CLI's YAML output is read like its JSON", () => {
  const text = `Roles:\n- Arn: ${arn("etl")}\n  RoleName: etl\n  AssumeRolePolicyDocument:\n    Statement:\n    - Principal:\n        AWS: ${arn("other")}\n- Arn: ${arn("node")}\n  RoleName: node\n`;
  expect(short(text)).toEqual([`etl ${arn("etl")}`, `node ${arn("node")}`]);
});

test("the CLI's text output is read from its ROLES lines, with descriptions", () => {
  const text = [
    `ROLES\t${arn("etl")}\t2024-02-12T09:11:01+00:00\tNightly ETL\t3600\t/\tAROAEXAMPLE\tetl`,
    "ASSUMEROLEPOLICYDOCUMENT\t2012-10-17",
    `PRINCIPAL\t${arn("other")}`,
    `ROLES\t${arn("a/node")}\t2024-03-12T09:12:01+00:00\t3600\t/a/\tAROAEXAMPLE\tnode`,
  ].join("\n");
  expect(short(text)).toEqual([`etl ${arn("etl")}`, `node ${arn("a/node")}`]);
  expect(verdictsOf(text).map(({ description }) => description)).toEqual(["Nightly ETL", undefined]);
});

test.each([
  ["tabs", `${arn("etl")}\t${arn("node")}`],
  ["lines, a comment and a repeated one", `# of prod\n${arn("etl")}\n${arn("node")}  \n\n${arn("etl")} `],
  ["commas", `${arn("etl")}, ${arn("node")}`],
  ["commas without a blank", `${arn("etl")},${arn("node")}`],
  ["semicolons", `${arn("etl")};${arn("node")};`],
  ["bullets", `- ${arn("etl")}\n- ${arn("node")}`],
  ["quotes and commas", `"${arn("etl")}",\n"${arn("node")}",`],
  ["a list of Terraform", `role_arns = [\n  "${arn("etl")}",\n  "${arn("node")}",\n]`],
  ["the outputs of Terraform", `etl = "${arn("etl")}"\nnode = "${arn("node")}"`],
  ["names in front of them", `etl ${arn("etl")}\nnode ${arn("node")}`],
  ["environment variables", `ETL_ROLE=${arn("etl")}\nNODE_ROLE=${arn("node")}`],
  ["keys of YAML", `roles:\n  etl: ${arn("etl")}\n  node: ${arn("node")}\n`],
  ["a map of Terraform", `roles = {\n  etl = "${arn("etl")}"\n  node = "${arn("node")}"\n}`],
  ["tags of HTML", `<td>${arn("etl")}</td><td>${arn("node")}</td>`],
  ["a list in brackets", `['${arn("etl")}', '${arn("node")}']`],
  [
    "the CLI's table",
    `-----\n|  ListRoles  |\n+-----+\n|  Arn  |  ${arn("etl")}  |\n|  Arn  |  ${arn("node")}  |\n+-----+`,
  ],
])("ARNs between %s are a row each", (_, text) => {
  expect(short(text)).toEqual([`etl ${arn("etl")}`, `node ${arn("node")}`]);
});

test("without a header the column of ARNs is detected, and the other columns are offered for choice", () => {
  const text = `"nightly","${arn("etl")}","Nightly ETL"\n"nodes","${arn("node")}",\n`;
  expect(short(text)).toEqual([`etl ${arn("etl")}`, `node ${arn("node")}`]);
  expect(read(text).columns).toEqual([
    { column: 1, sample: "nightly" },
    { column: 2, sample: arn("etl"), readAs: "roleArn" },
    { column: 3, sample: "Nightly ETL" },
  ]);
  expect(short(text, { name: 1 })).toEqual([`nightly ${arn("etl")}`, `nodes ${arn("node")}`]);
  expect(verdictsOf(text, { description: 3 })[0]?.description).toBe("Nightly ETL");
});

test.each([
  [
    "semicolons and a title in another language",
    `Name;Rollen-ARN;Beschreibung\r\nEtl;${arn("etl")};nachts\r\n;;\r\n`,
  ],
  ["the separator told in the first line", `sep=;\r\nName;Role ARN;Beschreibung\r\nEtl;${arn("etl")};nachts`],
  [
    "a progress line before the first title",
    `⠋ Loading results... name,arn,description\nEtl,${arn("etl")},nachts`,
  ],
  [
    "bars, as in Markdown",
    `| name | role_arn | description |\n|------|:--------:|---|\n| Etl | ${arn("etl")} | nachts |`,
  ],
  ["tabs out of a spreadsheet", `Name\tIAM Role ARN\tDescription\nEtl\t${arn("etl")}\tnachts`],
  [
    "columns that mean nothing between them",
    `id,name,account,arn,tags,description\n7,Etl,${ACCOUNT},${arn("etl")},"{""a"":""b""}",nachts`,
  ],
])("a table with %s", (_, text) => {
  for (const given of [text, `\ufeff${text}`]) {
    expect(verdictsOf(given)).toMatchObject([
      { status: "accepted", name: "Etl", roleArn: arn("etl"), description: "nachts" },
    ]);
  }
});

test("a spreadsheet's UTF-16 file is read", () => {
  const bytes = Buffer.from(`\ufeffname\trole_arn\nBüro\t${arn("etl")}\n`, "utf16le");
  expect(short(decodeText(bytes))).toEqual([`Büro ${arn("etl")}`]);
});

test.each(["<null>", "NULL", "null", "None", "\\N", ""])("%j in a cell means an empty cell", (nothing) => {
  const text = `name,arn,description\n${nothing},${arn("etl")},${nothing}`;
  expect(verdictsOf(text)).toMatchObject([{ status: "accepted", name: "etl" }]);
  expect(verdictsOf(text)[0]?.description).toBeUndefined();
});

test("of a profile column and a role column the role column is read, and a note says so", () => {
  const text = `name,arn,role_arn\netl,arn:aws:iam::012345678901:instance-profile/etl,${arn("etl", "012345678901")}`;
  expect(short(text)).toEqual([`etl ${arn("etl", "012345678901")}`]);
  expect(read(text)).toMatchObject({
    ignoredColumns: ["arn"],
    columns: [{ readAs: "name" }, { title: "arn" }, { title: "role_arn", readAs: "roleArn" }],
  });
});

test("where two columns hold roles, or none does, the columns are offered for choice", () => {
  const two = `task role,node role\n${arn("etl")},${arn("node")}`;
  expect(() => read(two)).toThrow(
    expect.objectContaining({
      errors: [expect.objectContaining({ code: "column_twice" })],
      extra: {
        columns: [
          { column: 1, title: "task role", sample: arn("etl") },
          { column: 2, title: "node role", sample: arn("node") },
        ],
      },
    }),
  );
  expect(short(two, { roleArn: 2 })).toEqual([`node ${arn("node")}`]);
  expect(() => read("team,secret\na,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).toThrow(
    expect.objectContaining({
      errors: [expect.objectContaining({ code: "column_missing" })],
      extra: {
        columns: [
          { column: 1, title: "team", sample: "a" },
          { column: 2, title: "secret", sample: "(not shown)" },
        ],
      },
    }),
  );
});

test("each line reports its problem: names equal but for case or spaces, a role twice, two roles of one name", () => {
  const at = (name: string) => arn(name, "012345678901");
  const text = `Name,Role ARN\nA,${at("etl")}\na,${at("etl2")}\nA ,${at("etl3")}\nB,${at("etl")}\nC,${at("team/etl")}\nD,${at("ETL")}`;
  expect(verdictsOf(text).map(({ errors, sameAsRow }) => [errors?.[0]?.code, sameAsRow])).toEqual([
    [undefined, undefined],
    ["name_taken", 1],
    ["name_taken", 1],
    ["already_registered", 1],
    ["role_name_twice", 1],
    ["role_name_twice", 1],
  ]);
});

const KEY = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

test.each([
  ["columns of their own", `name,role_arn,key,secret\netl,${arn("etl")},${KEY},${SECRET}`, ["accepted"]],
  ["a description", `name,role_arn,description\netl,${arn("etl")},the key is ${KEY}`, ["rejected"]],
  [
    "a secret in a description",
    `name,role_arn,description\netl,${arn("etl")},${SECRET} of ada`,
    ["rejected"],
  ],
  ["a name", `name,role_arn\n${KEY},${arn("etl")}`, ["rejected"]],
  ["a role's name", `name,role_arn\netl,${arn(KEY)}`, ["rejected"]],
  ["a title", `name,role_arn,${KEY}\netl,${arn("etl")},x`, ["accepted"]],
  ["a table without a header", `${KEY},${arn("etl")}\n${KEY},${arn("node")}`, ["accepted", "accepted"]],
  [
    "keys of a JSON",
    JSON.stringify([{ roleArn: arn("etl"), aws_access_key_id: KEY, [KEY]: SECRET }]),
    ["accepted"],
  ],
  [
    "a description of a JSON",
    JSON.stringify([{ roleArn: arn("etl"), name: "x", description: KEY }]),
    ["rejected"],
  ],
])("credentials in %s are neither kept nor repeated", (_, text, statuses) => {
  const { rows: __, ...upload } = read(text);
  const verdicts = verdictsOf(text);
  expect(verdicts.map(({ status }) => status)).toEqual(statuses);
  expect(JSON.stringify([upload, verdicts])).not.toMatch(/EXAMPLE/);
  for (const { errors } of verdicts) if (errors) expect(errors[0]?.message).toMatch(/deactivate/i);
});

test("a description may have 1,000 characters, IAM's limit", () => {
  const of = (length: number) => `role_arn,description\n${arn("etl")},${"x".repeat(length)}`;
  expect(verdictsOf(of(1_000))).toMatchObject([{ status: "accepted" }]);
  expect(verdictsOf(of(1_001))).toMatchObject([{ status: "rejected", errors: [{ path: "description" }] }]);
});

test("ten thousand rows are read quickly, and so is a hostile text", () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `role ${at},${arn(`role-${at}`)},of team ${at}`);
  expect(read(`name,role_arn,description\n${rows.join("\n")}`).rows).toHaveLength(10_000);
  const list = { Roles: rows.map((_, at) => ofAws(`role-${at}`)) };
  expect(read(JSON.stringify(list)).rows).toHaveLength(10_000);
  expect(read(rows.map((_, at) => arn(`role-${at}`)).join("\n")).rows).toHaveLength(10_000);
  expect(short("arn:aws:".repeat(100_000))).toHaveLength(1);
  expect(() => read(`{"a":`.repeat(50_000))).toThrow();
});
