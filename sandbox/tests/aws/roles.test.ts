import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { aName, awsUnderTest, trustsEc2 } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aProfile, aRole } from "../support/things.ts";

const aws = awsUnderTest();

test("a role is found by its name alone, and its ARN has its path", async () => {
  const iam = aws.iam();
  const { name, arn, id } = await aRole(iam, { Path: "/team/data/" });
  expect(arn).toMatch(new RegExp(`^arn:aws:iam::\\d{12}:role/team/data/${name}$`));
  expect(id).toMatch(/^AROA[A-Z0-9]{17}$/);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  expect(Role).toMatchObject({ Arn: arn, RoleId: id, Path: "/team/data/", MaxSessionDuration: 3600 });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toEqual(JSON.parse(trustsEc2));
});

test("a role that does not exist is NoSuchEntity", async () => {
  const RoleName = aName("absent");
  const refused = await refusalOf(aws.iam().send(new GetRoleCommand({ RoleName })));
  expect(refused).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `The role with name ${RoleName} cannot be found.`,
  });
});

test("names are unique ignoring case and path", async () => {
  const iam = aws.iam();
  const { name } = await aRole(iam);
  const again = new CreateRoleCommand({
    RoleName: name.toUpperCase(),
    Path: "/elsewhere/",
    AssumeRolePolicyDocument: trustsEc2,
  });
  expect(await refusalOf(iam.send(again))).toMatchObject({ code: "EntityAlreadyExists", status: 409 });
});

test("a role recreated under its name has another id", async () => {
  const iam = aws.iam();
  const { name, id } = await aRole(iam);
  await iam.send(new DeleteRoleCommand({ RoleName: name }));
  const again = await aRole(iam, { RoleName: name });
  expect(again.id).not.toBe(id);
});

test("a role in a profile cannot be deleted, and a second DeleteRole is NoSuchEntity", async () => {
  const iam = aws.iam();
  const { name } = await aRole(iam);
  await aProfile(iam, { role: name });
  expect(await refusalOf(iam.send(new DeleteRoleCommand({ RoleName: name })))).toMatchObject({
    code: "DeleteConflict",
    message: "Cannot delete entity, must remove roles from instance profile first.",
  });
  const other = await aRole(iam);
  await iam.send(new DeleteRoleCommand({ RoleName: other.name }));
  expect(await refusalOf(iam.send(new DeleteRoleCommand({ RoleName: other.name })))).toMatchObject({
    code: "NoSuchEntity",
  });
});

test("parameters are validated before anything else", async () => {
  const refused = await refusalOf(aws.iam().send(new GetRoleCommand({ RoleName: "x".repeat(65) })));
  expect(refused).toMatchObject({ code: "ValidationError", status: 400 });
  expect(refused.message).toContain("Member must have length less than or equal to 64");
});

test("lists are paged by marker, and omit tags and boundary", async () => {
  const iam = aws.iam();
  const path = `/${aName("path")}/`;
  const made = await Promise.all([1, 2, 3, 4, 5].map(() => aRole(iam, { Path: path })));
  const names: (string | undefined)[] = [];
  let marker: string | undefined;
  let pages = 0;
  do {
    const page = await iam.send(new ListRolesCommand({ PathPrefix: path, MaxItems: 2, Marker: marker }));
    names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
    marker = page.IsTruncated ? page.Marker : undefined;
    pages++;
  } while (marker);
  expect(names.sort()).toEqual(made.map(({ name }) => name).sort());
  expect(pages).toBeGreaterThanOrEqual(3);
});

test("tags are set, replaced ignoring case, listed and removed", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  await iam.send(
    new TagRoleCommand({
      RoleName,
      Tags: [
        { Key: "team", Value: "data" },
        { Key: "env", Value: "prod" },
      ],
    }),
  );
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: "Team", Value: "ml" }] }));
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["env"] }));
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
  expect(Tags).toEqual([{ Key: "Team", Value: "ml" }]);
});

test("description and session length can be changed", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  await iam.send(new UpdateRoleCommand({ RoleName, Description: "for clusters", MaxSessionDuration: 7200 }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role).toMatchObject({ Description: "for clusters", MaxSessionDuration: 7200 });
});
