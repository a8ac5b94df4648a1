import {
  AttachRolePolicyCommand,
  type EntityType,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  type RoleDetail,
} from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { allowing, awsUnderTest } from "../support/endpoint.ts";
import { refusalOf } from "../support/refusal.ts";
import { aPolicy, aProfile, aRole } from "../support/things.ts";

const aws = awsUnderTest();

test("GetAccountSummary counts the account's resources", async () => {
  const iam = aws.iam();
  const counts = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {};
  const before = await counts();
  await aRole(iam);
  await aProfile(iam);
  await aPolicy(iam, allowing("s3:GetObject"));
  const after = await counts();
  expect(after).toMatchObject({
    Roles: (before.Roles ?? 0) + 1,
    InstanceProfiles: (before.InstanceProfiles ?? 0) + 1,
    Policies: (before.Policies ?? 0) + 1,
  });
  expect(after).toMatchObject({
    RolePolicySizeQuota: 10_240,
    PolicySizeQuota: 6_144,
    VersionsPerPolicyQuota: 5,
  });
});

test("GetAccountAuthorizationDetails returns everything about a role, over several pages", async () => {
  const iam = aws.iam();
  const boundary = await aPolicy(iam, allowing("*"));
  const { name: RoleName, arn } = await aRole(iam, { Path: "/bulk/" });
  const PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: allowing("s3:GetObject") }),
  );
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
  const profile = await aProfile(iam, { role: RoleName });

  const roles: RoleDetail[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"], MaxItems: 10, Marker }),
    );
    roles.push(...(page.RoleDetailList ?? []));
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);

  const found = roles.find((role) => role.Arn === arn);
  expect(found).toMatchObject({
    RoleName,
    AttachedManagedPolicies: [{ PolicyArn }],
    RolePolicyList: [
      {
        PolicyName: "own",
        PolicyDocument: encodeURIComponent(allowing("s3:GetObject")).replaceAll("*", "%2A"),
      },
    ],
    PermissionsBoundary: { PermissionsBoundaryArn: boundary },
    InstanceProfileList: [{ Arn: profile.arn, InstanceProfileId: profile.id }],
  });
});

test("its filter returns only that type, and several types are paged by one marker", async () => {
  const iam = aws.iam();
  await aPolicy(iam, allowing("s3:GetObject"));
  const kindsOf = async (Filter: EntityType[]) => {
    const kinds: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter, MaxItems: 7, Marker }));
      kinds.push(
        ...(page.UserDetailList ?? []).map(() => "user"),
        ...(page.RoleDetailList ?? []).map(() => "role"),
        ...(page.Policies ?? []).map(({ Arn }) => (Arn?.includes("::aws:") ? "aws policy" : "own policy")),
      );
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
    } while (Marker);
    return kinds;
  };
  expect(new Set(await kindsOf(["LocalManagedPolicy"]))).toEqual(new Set(["own policy"]));
  const roles = await kindsOf(["Role"]);
  const policies = await kindsOf(["AWSManagedPolicy"]);
  const both = await kindsOf(["Role", "AWSManagedPolicy"]);
  expect(both).toEqual([...roles, ...policies]);
});

test("an unknown type is refused, and so is an invalid marker", async () => {
  const ask = (input: object) => refusalOf(aws.iam().send(new GetAccountAuthorizationDetailsCommand(input)));
  expect(await ask({ Filter: ["Rolls"] })).toMatchObject({ code: "ValidationError", status: 400 });
  expect(await ask({ Marker: "made-up" })).toMatchObject({ code: "ValidationError", status: 400 });
});
