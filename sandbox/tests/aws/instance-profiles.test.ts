import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { aName, awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aProfile, aRole } from "../support/things.ts";

const aws = awsUnderTest();

test("a profile holds one role and refuses a second AddRoleToInstanceProfile, even of the same role", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  const { name: InstanceProfileName } = await aProfile(iam, { role: RoleName });
  const add = new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName });
  expect(await refusalOf(iam.send(add))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
  });
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  expect(InstanceProfile?.Roles?.map((role) => role.RoleName)).toEqual([RoleName]);
});

test("one role may be in several profiles", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  const profiles = [
    await aProfile(iam, { role: RoleName }),
    await aProfile(iam, { role: RoleName, Path: "/other/" }),
  ];
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
  expect(InstanceProfiles?.map(({ Arn }) => Arn).sort()).toEqual(profiles.map(({ arn }) => arn).sort());
});

test("a profile is created once, must be empty to be deleted, and is deleted once", async () => {
  const iam = aws.iam();
  const { name: RoleName } = await aRole(iam);
  const { name: InstanceProfileName } = await aProfile(iam, { role: RoleName });
  const refusals = [
    new CreateInstanceProfileCommand({ InstanceProfileName }),
    new DeleteInstanceProfileCommand({ InstanceProfileName }),
  ];
  expect(await refusalOf(iam.send(refusals[0] as CreateInstanceProfileCommand))).toEqual({
    code: "EntityAlreadyExists",
    status: 409,
    message: `Instance Profile ${InstanceProfileName} already exists.`,
  });
  expect(await refusalOf(iam.send(refusals[1] as DeleteInstanceProfileCommand))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "Cannot delete entity, must remove roles from instance profile first.",
  });
  const remove = () => iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
  await remove();
  expect(await refusalOf(remove())).toMatchObject({ code: "NoSuchEntity", status: 404 });
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  expect(await refusalOf(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: `Instance Profile ${InstanceProfileName} cannot be found.`,
  });
});

test("profiles can be listed by path, and have tags", async () => {
  const iam = aws.iam();
  const PathPrefix = `/${aName("path")}/`;
  const { name: InstanceProfileName, id } = await aProfile(iam, { Path: PathPrefix });
  expect(id).toMatch(/^AIPA[A-Z0-9]{17}$/);
  await iam.send(
    new TagInstanceProfileCommand({
      InstanceProfileName,
      Tags: [{ Key: "rolecall:managed", Value: "true" }],
    }),
  );
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesCommand({ PathPrefix }));
  expect(InstanceProfiles?.map((profile) => profile.InstanceProfileName)).toEqual([InstanceProfileName]);
  const { Tags } = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
  expect(Tags).toEqual([{ Key: "rolecall:managed", Value: "true" }]);
});

test("tag keys of profiles are case-sensitive, those of roles are not", async () => {
  const iam = aws.iam();
  const { name: InstanceProfileName } = await aProfile(iam);
  const { name: RoleName } = await aRole(iam);
  const Tags = (Key: string) => [{ Key, Value: "data" }];
  for (const Key of ["Team", "team"]) {
    await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: Tags(Key) }));
    await iam.send(new TagRoleCommand({ RoleName, Tags: Tags(Key) }));
  }
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  expect(InstanceProfile?.Tags?.map(({ Key }) => Key)).toEqual(["Team", "team"]);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role?.Tags?.map(({ Key }) => Key)).toEqual(["team"]);
});
