import { describe, expect, test } from "vitest";
import { classifyDenial, type Denial, withoutEncodedMessage } from "./denial.ts";

const P = "User: arn:aws:iam::123456789012:user/JohnDoe is not authorized to perform: ";
const SCP = "arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd";

// Verbatim from AWS's documentation and real output (docs/aws-facts.md, Denials).
const LINES: [string, Denial][] = [
  [
    `${P}codecommit:ListRepositories with an explicit deny in a service control policy`,
    { layer: "scp", explicit: true, action: "codecommit:ListRepositories" },
  ],
  [
    `${P}s3:GetObject because no service control policy allows the s3:GetObject action`,
    { layer: "scp", explicit: false, action: "s3:GetObject" },
  ],
  [
    `${P}iam:ListRoles on resource: arn:aws:iam::123456789012:role/* with an explicit deny in a service control policy: ${SCP}`,
    {
      layer: "scp",
      explicit: true,
      action: "iam:ListRoles",
      resource: "arn:aws:iam::123456789012:role/*",
      policyArn: SCP,
    },
  ],
  [
    `${P}s3:GetObject with an explicit deny in a service control policy, with policy ARN: ${SCP}.`,
    { layer: "scp", explicit: true, action: "s3:GetObject", policyArn: SCP },
  ],
  [
    `${P}s3:PutObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a resource control policy`,
    { layer: "rcp", explicit: true, action: "s3:PutObject", resource: "arn:aws:s3:::b/k" },
  ],
  [
    `${P}codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* because no permissions boundary allows the codedeploy:ListDeployments action`,
    {
      layer: "boundary",
      explicit: false,
      action: "codedeploy:ListDeployments",
      resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*",
    },
  ],
  [
    `${P}sagemaker:ListModels with an explicit deny in a permissions boundary`,
    { layer: "boundary", explicit: true, action: "sagemaker:ListModels" },
  ],
  [
    `${P}codecommit:ListRepositories because no session policy allows the codecommit:ListRepositories action`,
    { layer: "session", explicit: false, action: "codecommit:ListRepositories" },
  ],
  [
    `${P}codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* with an explicit deny in a sessions policy`,
    {
      layer: "session",
      explicit: true,
      action: "codedeploy:ListDeployments",
      resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*",
    },
  ],
  [
    `${P}codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action`,
    { layer: "vpce", explicit: false, action: "codecommit:ListRepositories" },
  ],
  [
    `${P}codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* with an explicit deny in a VPC endpoint policy`,
    {
      layer: "vpce",
      explicit: true,
      action: "codedeploy:ListDeployments",
      resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*",
    },
  ],
  [
    "User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:444455556666:role-name-2 with an explicit deny in a VPC endpoint policy transitively through a service control policy",
    {
      layer: "vpce",
      explicit: true,
      action: "SNS:Publish",
      resource: "arn:aws:sns:us-east-1:444455556666:role-name-2",
      transitiveLayer: "scp",
    },
  ],
  [
    `${P}sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    { layer: "trust", explicit: false, action: "sts:AssumeRole" },
  ],
  [
    `${P}sts:AssumeRole with an explicit deny in the role trust policy`,
    { layer: "trust", explicit: true, action: "sts:AssumeRole" },
  ],
  [
    `${P}secretsmanager:GetSecretValue because no resource-based policy allows the secretsmanager:GetSecretValue action`,
    { layer: "resource", explicit: false, action: "secretsmanager:GetSecretValue" },
  ],
  [
    `${P}secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:* with an explicit deny in a resource-based policy`,
    {
      layer: "resource",
      explicit: true,
      action: "secretsmanager:GetSecretValue",
      resource: "arn:aws:secretsmanager:us-east-1:123456789012:secret:*",
    },
  ],
  [
    `${P}codecommit:ListRepositories because no identity-based policy allows the codecommit:ListRepositories action`,
    { layer: "identity", explicit: false, action: "codecommit:ListRepositories" },
  ],
  [
    `${P}codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* with an explicit deny in an identity-based policy`,
    {
      layer: "identity",
      explicit: true,
      action: "codedeploy:ListDeployments",
      resource: "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*",
    },
  ],
  [
    `${P}iam:GetRole on resource: role dev-role-iam because no identity-based policy allows the iam:GetRole action`,
    { layer: "identity", explicit: false, action: "iam:GetRole", resource: "role dev-role-iam" },
  ],
  [
    `${P}iam:GetRole on resource: role dev-role-iam because no identity-based policy allows the iam:GetRole action. Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/abc for complete details`,
    { layer: "identity", explicit: false, action: "iam:GetRole", resource: "role dev-role-iam" },
  ],
  [
    `${P}iam:PassRole on resource: arn:aws:iam::111122223333:role/EMR_DefaultRole`,
    {
      layer: "unspecified",
      explicit: false,
      action: "iam:PassRole",
      resource: "arn:aws:iam::111122223333:role/EMR_DefaultRole",
    },
  ],
  [
    `${P}iam:DeleteVirtualMFADevice on resource: arn:aws:iam::111122223333:mfa/JohnDoe with an explicit deny`,
    {
      layer: "unspecified",
      explicit: true,
      action: "iam:DeleteVirtualMFADevice",
      resource: "arn:aws:iam::111122223333:mfa/JohnDoe",
    },
  ],
  ["Not authorized to perform sts:AssumeRole", { layer: "unspecified", explicit: false }],
  ["Access denied", { layer: "unspecified", explicit: false }],
];

describe("the text of a denial", () => {
  test.each(LINES)("%s", (line, denial) => {
    expect(classifyDenial(line)).toEqual(denial);
  });

  test.each(LINES)("reads the same within EC2's answer: %s", (line, denial) => {
    const whole = `You are not authorized to perform this operation. ${line}. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abc_DEF=`;
    expect(classifyDenial(whole)).toEqual(denial);
  });
});

test("the encoded authorization message is removed", () => {
  const text = withoutEncodedMessage("No. Encoded authorization failure message: s3cr3t-blob_= tail");
  expect(text).toBe("No. tail");
});
