type Published = { name: string; path?: string; version: number; at: string; document: object };

const allow = (action: string[] | string, resource: string | string[] = "*", sid?: string) => ({
  ...(sid && { Sid: sid }),
  Effect: "Allow",
  Action: action,
  Resource: resource,
});

const policy = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

/** Managed policies as AWS publishes them, with versions and dates. */
export const AWS_MANAGED_DOCUMENTS: Published[] = [
  {
    name: "AdministratorAccess",
    version: 1,
    at: "2015-02-06T18:39:46Z",
    document: policy(allow("*")),
  },
  {
    name: "AmazonSSMManagedInstanceCore",
    version: 2,
    at: "2019-05-23T16:54:21Z",
    document: policy(
      allow([
        "ssm:DescribeAssociation",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:DescribeDocument",
        "ssm:GetManifest",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutInventory",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
      ]),
      allow([
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]),
      allow([
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply",
      ]),
    ),
  },
  {
    name: "CloudWatchAgentServerPolicy",
    version: 3,
    at: "2024-02-06T16:37:37Z",
    document: policy(
      allow(
        [
          "cloudwatch:PutMetricData",
          "ec2:DescribeVolumes",
          "ec2:DescribeTags",
          "logs:PutLogEvents",
          "logs:PutRetentionPolicy",
          "logs:DescribeLogStreams",
          "logs:DescribeLogGroups",
          "logs:CreateLogStream",
          "logs:CreateLogGroup",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:GetSamplingStatisticSummaries",
        ],
        "*",
        "CWACloudWatchServerPermissions",
      ),
      allow(["ssm:GetParameter"], "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*", "CWASSMServerPermissions"),
    ),
  },
  {
    name: "AmazonEC2ContainerRegistryReadOnly",
    version: 3,
    at: "2019-12-10T20:56:32Z",
    document: policy(
      allow([
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:GetRepositoryPolicy",
        "ecr:DescribeRepositories",
        "ecr:ListImages",
        "ecr:DescribeImages",
        "ecr:BatchGetImage",
        "ecr:GetLifecyclePolicy",
        "ecr:GetLifecyclePolicyPreview",
        "ecr:ListTagsForResource",
        "ecr:DescribeImageScanFindings",
      ]),
    ),
  },
  {
    name: "AmazonEC2ContainerRegistryPullOnly",
    version: 1,
    at: "2024-10-04T16:58:49Z",
    document: policy({
      Action: [
        "ecr:GetAuthorizationToken",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchImportUpstreamImage",
      ],
      Resource: "*",
      Effect: "Allow",
    }),
  },
  {
    name: "AmazonS3ReadOnlyAccess",
    version: 3,
    at: "2023-08-10T21:31:39Z",
    document: policy(
      allow(["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"]),
    ),
  },
  {
    name: "AWSEC2SpotServiceRolePolicy",
    path: "/aws-service-role/",
    version: 4,
    at: "2018-12-12T00:13:51Z",
    document: policy(
      allow(["ec2:DescribeInstances", "ec2:StartInstances", "ec2:StopInstances", "ec2:RunInstances"], ["*"]),
      {
        Effect: "Deny",
        Action: ["ec2:RunInstances"],
        Resource: ["arn:aws:ec2:*:*:instance/*"],
        Condition: { StringNotEquals: { "ec2:InstanceMarketType": "spot" } },
      },
      {
        ...allow(["iam:PassRole"], ["*"]),
        Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
      },
      {
        ...allow(["ec2:CreateTags"]),
        Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
      },
    ),
  },
];
