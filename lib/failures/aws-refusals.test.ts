import { describe, expect, test } from "vitest";
import { AwsError, type AwsService } from "#lib/aws/errors.ts";
import { type About, refusalOf } from "./aws-refusals.ts";

const ABOUT: About = {
  step: "attach_policies",
  connectionRoleArn: "arn:aws:iam::123456789012:role/rolecall",
  stsRegions: ["us-east-1"],
  policyArn: "arn:aws:iam::123456789012:policy/rolecall-node",
  profileName: "etl",
  policies: { attachedArns: ["a", "b"], quota: 3, needed: 4 },
  profilesQuota: 1000,
};

function refused(
  action: string,
  code: string,
  { status = 400, message = "No.", waitedMs = 0, about = ABOUT } = {},
) {
  const service = action.split(":")[0] as AwsService;
  const error = new AwsError({ service, action }, { code, message, httpStatus: status, requestId: "r-1" });
  error.waitedMs = waitedMs;
  return refusalOf(error, about);
}

const denial = (action: string, layer: string) =>
  `User: arn:aws:sts::123456789012:assumed-role/rolecall/s is not authorized to perform: ${action} on resource: role etl because no ${layer} policy allows the ${action} action`;

describe("each refusal leads to its reason", () => {
  test.each([
    ["sts:AssumeRole", "AccessDenied", "assume_denied"],
    ["sts:AssumeRole", "RegionDisabledException", "sts_region_disabled"],
    ["sts:AssumeRole", "InvalidClientTokenId", "platform_credentials"],
    ["sts:AssumeRole", "ExpiredToken", "platform_credentials"],
    ["sts:AssumeRole", "SignatureDoesNotMatch", "platform_credentials"],
    ["sts:AssumeRole", "NoCredentials", "platform_credentials"],
    ["iam:GetRole", "NoSuchEntity", "role_not_found"],
    ["iam:GetRole", "AccessDenied", "role_read_denied"],
    ["iam:ListAttachedRolePolicies", "AccessDeniedException", "role_read_denied"],
    ["iam:AttachRolePolicy", "AccessDenied", "attach_denied"],
    ["iam:AttachRolePolicy", "LimitExceeded", "policy_quota_exceeded"],
    ["iam:AttachRolePolicy", "PolicyNotAttachable", "policy_not_attachable"],
    ["iam:AttachRolePolicy", "UnmodifiableEntity", "role_not_modifiable"],
    ["iam:AttachRolePolicy", "ConcurrentModification", "policy_changed_under_us"],
    ["iam:CreateInstanceProfile", "LimitExceeded", "profile_quota_exceeded"],
    ["iam:CreateInstanceProfile", "AccessDenied", "profile_denied"],
    ["iam:AddRoleToInstanceProfile", "AccessDenied", "profile_denied"],
    ["iam:AttachRolePolicy", "Throttling", "aws_throttled"],
    ["ec2:DescribeInstances", "RequestLimitExceeded", "aws_throttled"],
  ])("%s %s → %s", (action, code, reason) => {
    expect(refused(action, code)?.reason).toBe(reason);
  });

  test("NoSuchEntity's text tells a missing role from a missing policy", () => {
    const missing = (message: string) =>
      refused("iam:AttachRolePolicy", "NoSuchEntity", { status: 404, message })?.reason;
    expect(missing("Policy arn:aws:iam::1:policy/rolecall-node does not exist or is not attachable.")).toBe(
      "required_policy_missing",
    );
    expect(missing("The role with name etl cannot be found.")).toBe("role_not_found");
    expect(missing("Role etl not found")).toBe("role_not_found");
  });

  test("a role's quota is taken from AWS's text, else from the earlier read, else left out", () => {
    const full = (message: string, quota?: number) => {
      const policies = { attachedArns: ["a", "b"], needed: 4, fitted: 1, ...(quota && { quota }) };
      const about = { ...ABOUT, policies };
      return refused("iam:AttachRolePolicy", "LimitExceeded", { status: 409, message, about })?.facts;
    };
    const facts = { attached: 2, needed: 4, fitted: 1, attachedPolicyArns: ["a", "b"] };
    const told = "Cannot exceed quota for PoliciesPerRole: 3";
    expect(full(told)).toEqual({ ...facts, quota: 3 });
    expect(full(told, 20)).toEqual({ ...facts, quota: 3 });
    expect(full("No.", 20)).toEqual({ ...facts, quota: 20 });
    expect(full("No.")).toEqual(facts);
  });

  test("a denial keeps the layer and the policy that AWS named, and never the text", () => {
    const message = denial("iam:AttachRolePolicy", "permissions boundary").replace(
      " policy allows",
      " allows",
    );
    const failure = refused("iam:AttachRolePolicy", "AccessDenied", { status: 403, message });
    expect(failure).toEqual({
      reason: "attach_denied",
      step: "attach_policies",
      facts: { action: "iam:AttachRolePolicy", resource: "role etl", policyArn: ABOUT.policyArn },
      aws: {
        action: "iam:AttachRolePolicy",
        code: "AccessDenied",
        requestId: "r-1",
        policyLayer: "boundary",
        explicit: false,
      },
    });
  });

  test("a denied AddRoleToInstanceProfile is told apart from a missing iam:PassRole", () => {
    const message = denial("iam:PassRole", "identity-based");
    const failure = refused("iam:AddRoleToInstanceProfile", "AccessDenied", { status: 403, message });
    expect(failure?.reason).toBe("pass_role_denied");
  });

  test("an outage that outlasted the retries is a reason; an error page that was not retried is not", () => {
    expect(refused("iam:GetRole", "ServiceUnavailable", { status: 503, waitedMs: 60_000 })).toMatchObject({
      reason: "aws_unavailable",
      facts: { service: "iam", action: "iam:GetRole", waitedMs: 60_000 },
    });
    expect(refused("iam:GetRole", "UnreadableAnswer", { status: 500 })).toBeNull();
  });

  test("an error without a reason is thrown again", () => {
    expect(refused("iam:GetRole", "OptInRequired", { status: 403 })).toBeNull();
    expect(refused("iam:GetRole", "ExpiredToken", { status: 403 })).toBeNull();
  });
});
