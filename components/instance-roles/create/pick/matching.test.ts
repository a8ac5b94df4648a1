import { expect, test } from "vitest";
import type { PickableRole } from "#lib/instance-roles/pick/view.ts";
import { matching } from "./matching.ts";

const role = (name: string, more: Partial<PickableRole> = {}): PickableRole => ({
  roleArn: `arn:aws:iam::123456789012:role/${name}`,
  name,
  path: "/",
  trustsEc2: true,
  ...more,
});
const ROLES = [
  role("etl", { path: "/team/data/", tags: { team: "Data", stage: "prod" } }),
  role("reports", { tags: { team: "BI" } }),
  role("loader", { trustsEc2: false }),
];

test.each([
  ["", ["etl", "reports"]],
  ["ETL", ["etl"]],
  ["team/data", ["etl"]],
  ["team=bi", ["reports"]],
  ["data prod", ["etl"]],
  ["loader", []],
])("the search %j means %j", (query, names) => {
  expect(matching(ROLES, { query, onlyEc2: true }).map(({ name }) => name)).toEqual(names);
});

test("roles that do not trust EC2 are found where they are asked for", () => {
  expect(matching(ROLES, { query: "load", onlyEc2: false }).map(({ name }) => name)).toEqual(["loader"]);
});
