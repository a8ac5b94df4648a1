import { describe, expect, test } from "vitest";
import type { ArnReason } from "./arn-reason.ts";
import {
  awsManagedPolicyArn,
  nameInArn,
  parseRoleArn,
  policyArn,
  profileArn,
  roleArnFrom,
  roleArnOf,
  shortenArn,
} from "./role-arn.ts";
import { readRoleArn } from "./role-arn-grammar.ts";

const ARN = "arn:aws:iam::123456789012:role/team/data/etl";
const ZWSP = "\u200b";

describe("a role ARN", () => {
  test.each([
    ["arn:aws:iam::123456789012:role/a", "aws", "/", "a"],
    [ARN, "aws", "/team/data/", "etl"],
    ["arn:aws-cn:iam::123456789012:role/etl", "aws-cn", "/", "etl"],
    ["arn:aws-us-gov:iam::123456789012:role/service-role/etl", "aws-us-gov", "/service-role/", "etl"],
    ["arn:aws-eusc:iam::000000000000:role/x", "aws-eusc", "/", "x"],
    ["arn:aws-iso-f:iam::123456789012:role/x", "aws-iso-f", "/", "x"],
    ["arn:aws:iam::123456789012:role/x+=,.@-_9", "aws", "/", "x+=,.@-_9"],
    ["arn:aws:iam::123456789012:role/a!b:c~/etl", "aws", "/a!b:c~/", "etl"],
    [`arn:aws:iam::123456789012:role/${"n".repeat(64)}`, "aws", "/", "n".repeat(64)],
    [`arn:aws:iam::123456789012:role/${"p".repeat(510)}/n`, "aws", `/${"p".repeat(510)}/`, "n"],
  ])("is read: %s", (arn, partition, path, name) => {
    const parsed = parseRoleArn(arn);
    expect(parsed).toMatchObject({ ok: true, cleaned: [], roleArn: { arn, partition, path, name } });
    if (parsed.ok) expect(roleArnOf(parsed.roleArn)).toEqual(parsed.roleArn);
  });

  test.each([
    [`  ${ARN}\n`, ["spaces"]],
    [`\u00a0${ARN}\u2003`, ["spaces"]],
    [`"${ARN}"`, ["quotes"]],
    [`'${ARN}'`, ["quotes"]],
    [`\`${ARN}\``, ["quotes"]],
    [`“${ARN}”`, ["quotes"]],
    [`"${ARN}`, ["quotes"]],
    [`<${ARN}>`, ["angle brackets"]],
    [`${ZWSP}${ARN}\ufeff`, ["invisible characters"]],
    [`${ARN},`, ["a trailing comma"]],
    [`  "${ARN}", `, ["spaces", "quotes", "a trailing comma"]],
    [`${ZWSP} <"${ARN}"> ${ZWSP}`, ["spaces", "quotes", "angle brackets", "invisible characters"]],
  ])("is read out of %j, and it says what was removed", (typed, removed) => {
    const parsed = parseRoleArn(typed);
    expect(parsed).toMatchObject({ ok: true, roleArn: { arn: ARN } });
    expect([...parsed.cleaned].sort()).toEqual([...removed].sort());
  });
});

const IN_ACCOUNT = { accountId: "123456789012" };
const IN_PARTITION = { ...IN_ACCOUNT, partition: "aws" };

const REFUSED: [string, ArnReason, meant?: object][] = [
  ["", "arn_malformed"],
  ["   ", "arn_malformed"],
  ["hello world", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/te*m/etl", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/te?m/etl", "arn_malformed"],
  ["arn", "arn_malformed", { roleName: "arn" }],
  ["arn:", "arn_malformed"],
  ["arn:aws:iam", "arn_malformed"],
  ["etl", "arn_malformed", { roleName: "etl" }],
  ["role/etl", "arn_malformed", { roleName: "etl" }],
  ["role/team/data/etl", "arn_malformed", { roleName: "etl" }],
  ["123456789012:role/etl", "arn_malformed", { roleName: "etl", accountId: "123456789012" }],
  ["123456789012", "arn_malformed"],
  ["arn:aws:iam:123456789012:role/etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/etl" }],
  ["ARN:AWS:IAM::123456789012:ROLE/Etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/Etl" }],
  ["arn:aws:iam::123456789012:Role/etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/etl" }],
  ["arn:aws:iam::123456789012:roles/etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/etl" }],
  ["arn:aws:iam::123456789012:role:etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/etl" }],
  ["arn:aws:iam::123456789012:role//etl", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/etl" }],
  [
    "arn:aws:iam::123456789012:role/team/etl/",
    "arn_malformed",
    { roleArn: "arn:aws:iam::123456789012:role/team/etl" },
  ],
  ["arn:aws:iam::123456789012:role", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/*", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/<name>", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/{name}", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/rôle", "arn_malformed"],
  ["arn:aws:iam::123456789012:role/a b", "arn_malformed"],
  ["arn:aws:iam:: 123456789012:role/ab", "arn_malformed", { roleArn: "arn:aws:iam::123456789012:role/ab" }],
  [
    `arn:aws:iam::123456789012:role/a${ZWSP}b`,
    "arn_malformed",
    { roleArn: "arn:aws:iam::123456789012:role/ab" },
  ],
  [`arn:aws:iam::123456789012:role/${"n".repeat(65)}`, "arn_malformed"],
  [`arn:aws:iam::123456789012:role/${"p".repeat(511)}/n`, "arn_malformed"],
  ["x".repeat(5000), "arn_malformed"],
  [`the role is ${ARN} (production)`, "arn_malformed", { roleArn: ARN }],
  [`${ARN} arn:aws:iam::123456789012:role/other`, "arn_malformed"],
  ["arn:aws:iam::123456789012:banana/x", "arn_malformed"],
  ["https://example.com/role", "arn_malformed"],
  ["arn:aws:s3:::bucket", "arn_wrong_service"],
  ["arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0", "arn_wrong_service"],
  ["arn:aws:lambda:us-east-1:123456789012:function:etl", "arn_wrong_service"],
  [
    "arn:aws:iam:us-east-1:123456789012:role/etl",
    "arn_region_not_empty",
    { roleArn: "arn:aws:iam::123456789012:role/etl" },
  ],
  [
    "arn:aws-china:iam::123456789012:role/etl",
    "arn_partition_unknown",
    { roleArn: "arn:aws-cn:iam::123456789012:role/etl" },
  ],
  ["arn::iam::123456789012:role/etl", "arn_partition_unknown"],
  [
    "arn:aws:iam::1234-5678-9012:role/etl",
    "arn_account_invalid",
    { roleArn: "arn:aws:iam::123456789012:role/etl" },
  ],
  ["arn:aws:iam::12345678901:role/etl", "arn_account_invalid"],
  ["arn:aws:iam:::role/etl", "arn_account_invalid"],
  ["arn:aws:iam::production:role/etl", "arn_account_invalid"],
  [
    "arn:aws:sts::123456789012:assumed-role/etl/i-0abc",
    "arn_is_session",
    { roleName: "etl", ...IN_PARTITION },
  ],
  [
    "arn:aws:iam::123456789012:instance-profile/team/etl-profile",
    "arn_is_instance_profile",
    { profileName: "etl-profile", ...IN_PARTITION },
  ],
  ["arn:aws:iam::123456789012:user/ada", "arn_is_user"],
  ["arn:aws:iam::123456789012:group/admins", "arn_is_user"],
  ["arn:aws:iam::123456789012:mfa/ada", "arn_is_user"],
  ["arn:aws:iam::123456789012:root", "arn_is_user"],
  ["arn:aws:sts::123456789012:federated-user/ada", "arn_is_user"],
  ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com", "arn_is_user"],
  ["arn:aws:iam::123456789012:saml-provider/okta", "arn_is_user"],
  ["arn:aws:iam::123456789012:policy/team/s3", "arn_is_policy"],
  ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", "arn_is_policy"],
  ["AROAIOSFODNN7EXAMPLE", "arn_is_unique_id"],
  ["AROAIOSFODNN7EXAMPLE:i-0abc", "arn_is_unique_id"],
  ["AIDAIOSFODNN7EXAMPLE", "arn_is_unique_id"],
  ["AIPAIOSFODNN7EXAMPLE", "arn_is_unique_id"],
  ["AKIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
  ["ASIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
  ["aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
  ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "arn_is_access_key"],
  [`IQoJb3JpZ2luX2Vj${"Ab1+".repeat(40)}`, "arn_is_access_key"],
  [
    "https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/etl?section=permissions",
    "arn_is_console_url",
    { roleName: "etl" },
  ],
  ["https://console.aws.amazon.com/iam/home#/roles/a%2Bb", "arn_is_console_url", { roleName: "a+b" }],
  [
    "https://123456789012-abcd1234.us-east-1.console.aws.amazon.com/iam/home#/roles/details/etl",
    "arn_is_console_url",
    { roleName: "etl", ...IN_ACCOUNT },
  ],
  [
    "https://console.amazonaws.cn/iam/home#/roles/details/etl",
    "arn_is_console_url",
    { roleName: "etl", partition: "aws-cn" },
  ],
  [
    "console.amazonaws-us-gov.com/iam/home#/roles/details/etl",
    "arn_is_console_url",
    { roleName: "etl", partition: "aws-us-gov" },
  ],
  ["https://console.aws.amazon.com/ec2/home", "arn_is_console_url"],
  ["https://console.aws.amazon.com/iam/home#/roles/details/%E0%A4%A", "arn_is_console_url"],
  [
    "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    "arn_service_linked",
  ],
  [
    "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123",
    "arn_sso_managed",
  ],
  [
    "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123",
    "arn_sso_managed",
  ],
];

describe("what is not a role ARN", () => {
  test.each(REFUSED)("%j is %s", (typed, reason, meant) => {
    const parsed = parseRoleArn(typed);
    expect(parsed).toMatchObject({ ok: false, reason });
    if (parsed.ok) return;
    expect(parsed.meant).toEqual(meant);
    expect(parsed.detail.split(/\.\s/).length, parsed.detail).toBeLessThanOrEqual(4);
    expect(parsed.detail).not.toMatch(/undefined|!|please/i);
    if (parsed.meant?.roleArn) expect(parseRoleArn(parsed.meant.roleArn).ok).toBe(true);
  });

  test.each([
    "AKIAIOSFODNN7EXAMPLE",
    "key: ASIAIOSFODNN7EXAMPLE",
    "arn:aws:iam::123456789012:user/AKIAIOSFODNN7EXAMPLE",
    "https://console.aws.amazon.com/iam/home#/roles/details/AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  ])("a credential is never repeated: %s", (typed) => {
    const parsed = parseRoleArn(typed);
    expect(parsed).toMatchObject({ ok: false, reason: "arn_is_access_key" });
    expect(JSON.stringify(parsed)).not.toMatch(/EXAMPLE/);
  });

  test("a long hostile text is refused at once", () => {
    const hostile = [
      `arn:aws:iam::123456789012:role${"/a".repeat(900)}*`,
      "/".repeat(2000),
      "a,".repeat(1000),
      `a${" ".repeat(500_000)}b`,
      `a${",".repeat(500_000)}b`,
      `a${ZWSP.repeat(500_000)}b`,
      '"<'.repeat(250_000),
      "a".repeat(9_999),
      "\\".repeat(9_999),
      `x ${"a=".repeat(4_900)}`,
      `arn:aws:iam::123456789012:role/${".".repeat(9_000)}/`,
      `arn:aws:iam::123456789012:role/${".".repeat(9_000)}x x`,
      "arn:aws:".repeat(1_200),
      `{${"[".repeat(9_000)}`,
    ];
    for (const typed of hostile) expect(parseRoleArn(typed).ok).toBe(false);
  });
});

test("the strict reader removes nothing", () => {
  expect(readRoleArn(` ${ARN}`)).toBeNull();
  expect(readRoleArn(`${ARN}\n`)).toBeNull();
  expect(() => roleArnFrom("etl")).toThrow("not a role ARN");
});

test("ARNs are built with the role's partition", () => {
  const account = { partition: "aws-cn", accountId: "123456789012" } as const;
  expect(policyArn({ ...account, name: "rolecall-node" })).toBe(
    "arn:aws-cn:iam::123456789012:policy/rolecall-node",
  );
  expect(profileArn({ ...account, path: "/rolecall/", name: "etl" })).toBe(
    "arn:aws-cn:iam::123456789012:instance-profile/rolecall/etl",
  );
  expect(awsManagedPolicyArn("aws-us-gov", "X")).toBe("arn:aws-us-gov:iam::aws:policy/X");
  expect(nameInArn(ARN)).toBe("etl");
});

/** Its two ends differ, so that a shortened form that shows the wrong one is seen. */
const LONG_NAME = "front-of-a-long-name-whose-middle-goes-and-the-end-of-the-name";

test.each([
  [ARN, "…123456789012 · role/team/data/etl"],
  ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", "…aws · policy/AmazonSSMManagedInstanceCore"],
  [`arn:aws:iam::123456789012:role/${"deep/".repeat(20)}etl`, "…123456789012 · role/…/etl"],
  [
    `arn:aws:iam::123456789012:role/${LONG_NAME}`,
    "…123456789012 · role/front-of-a-long-na…he-end-of-the-name",
  ],
  [
    `arn:aws:iam::123456789012:role/team/${LONG_NAME}`,
    "…123456789012 · role/…/front-of-a-long-na…he-end-of-the-name",
  ],
  // As long as there is room for: nothing is left out.
  [`arn:aws:iam::123456789012:role/${"abc".repeat(13)}`, `…123456789012 · role/${"abc".repeat(13)}`],
  [`arn:aws:iam::123456789012:role/team/${"n".repeat(37)}`, `…123456789012 · role/…/${"n".repeat(37)}`],
  ["not an arn", "not an arn"],
])("%s is shown as %s", (arn, short) => {
  expect(shortenArn(arn)).toBe(short);
});
