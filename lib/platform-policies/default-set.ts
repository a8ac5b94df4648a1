/**
 * The policies every instance role gets, each permission with its reason. Browser-safe. The AWS managed documents are
 * as of SSM v2 (2019-05-23), CloudWatch agent v3 (2024-02-06), ECR pull v1 (2024-10-04).
 */
import type { RequiredPolicySet } from "./required-policy.ts";

const INVENTORY = "reports what is installed on the machine, which patching and inventory build on";
const ASSOCIATIONS = "lets Systems Manager keep the machine in the state it was told to";
const SHELL =
  "opens the channel a session into the machine runs through, with no inbound port and no SSH key";
const COMMANDS = "receives and answers the commands that are sent to the machine";
const TRACES = "sends traces of jobs, where tracing is switched on";

export const DEFAULT_REQUIRED_POLICIES: RequiredPolicySet = {
  policies: [
    {
      name: "AmazonSSMManagedInstanceCore",
      kind: "aws_managed",
      why: "Systems Manager reaches the cluster's machines, so that they can be operated without SSH keys or open ports.",
      actions: [
        { action: "ssm:UpdateInstanceInformation", why: "reports the machine as alive", simulate: "*" },
        { action: "ssm:ListAssociations", why: ASSOCIATIONS },
        { action: "ssm:ListInstanceAssociations", why: ASSOCIATIONS },
        { action: "ssm:DescribeAssociation", why: ASSOCIATIONS },
        { action: "ssm:UpdateAssociationStatus", why: ASSOCIATIONS },
        { action: "ssm:UpdateInstanceAssociationStatus", why: ASSOCIATIONS },
        { action: "ssm:GetDocument", why: "reads the command document it is told to run" },
        { action: "ssm:DescribeDocument", why: "reads the command document it is told to run" },
        { action: "ssm:GetManifest", why: "finds the packages it is told to install" },
        { action: "ssm:GetParameter", why: "reads parameters; AWS's policy allows every one of them" },
        { action: "ssm:GetParameters", why: "reads parameters; AWS's policy allows every one of them" },
        { action: "ssm:GetDeployablePatchSnapshotForInstance", why: "learns which patches to install" },
        { action: "ssm:PutInventory", why: INVENTORY },
        { action: "ssm:PutComplianceItems", why: INVENTORY },
        { action: "ssm:PutConfigurePackageResult", why: INVENTORY },
        { action: "ssmmessages:CreateControlChannel", why: SHELL, simulate: "*" },
        { action: "ssmmessages:CreateDataChannel", why: SHELL },
        { action: "ssmmessages:OpenControlChannel", why: SHELL },
        { action: "ssmmessages:OpenDataChannel", why: SHELL, simulate: "*" },
        { action: "ec2messages:GetMessages", why: COMMANDS, simulate: "*" },
        { action: "ec2messages:AcknowledgeMessage", why: COMMANDS },
        { action: "ec2messages:SendReply", why: COMMANDS, simulate: "*" },
        { action: "ec2messages:GetEndpoint", why: COMMANDS },
        { action: "ec2messages:DeleteMessage", why: COMMANDS },
        { action: "ec2messages:FailMessage", why: COMMANDS },
      ],
    },
    {
      name: "CloudWatchAgentServerPolicy",
      kind: "aws_managed",
      why: "The machines' logs and metrics reach CloudWatch, where a job that failed can be understood afterwards.",
      actions: [
        { action: "cloudwatch:PutMetricData", why: "sends the machine's metrics", simulate: "*" },
        { action: "logs:CreateLogGroup", why: "makes the log group on first use", simulate: "*" },
        { action: "logs:CreateLogStream", why: "makes a stream for each machine", simulate: "*" },
        { action: "logs:PutLogEvents", why: "sends log lines", simulate: "*" },
        { action: "logs:PutRetentionPolicy", why: "sets how long logs are kept" },
        { action: "logs:DescribeLogGroups", why: "finds what exists already" },
        { action: "logs:DescribeLogStreams", why: "finds what exists already" },
        { action: "ec2:DescribeTags", why: "labels metrics with the machine's tags", simulate: "*" },
        { action: "ec2:DescribeVolumes", why: "labels disk metrics with their volumes" },
        { action: "xray:PutTraceSegments", why: TRACES },
        { action: "xray:PutTelemetryRecords", why: TRACES },
        { action: "xray:GetSamplingRules", why: TRACES },
        { action: "xray:GetSamplingTargets", why: TRACES },
        { action: "xray:GetSamplingStatisticSummaries", why: TRACES },
        { action: "ssm:GetParameter", why: "reads the agent's settings, below AmazonCloudWatch-" },
      ],
    },
    {
      name: "AmazonEC2ContainerRegistryPullOnly",
      kind: "aws_managed",
      why: "The machines pull the container images that jobs run in.",
      actions: [
        { action: "ecr:GetAuthorizationToken", why: "signs in to the registry", simulate: "*" },
        { action: "ecr:BatchGetImage", why: "reads an image's manifest", simulate: "*" },
        { action: "ecr:GetDownloadUrlForLayer", why: "downloads an image's layers", simulate: "*" },
        { action: "ecr:BatchImportUpstreamImage", why: "fills a pull-through cache on first use" },
      ],
    },
    {
      name: "rolecall-node",
      kind: "customer_managed",
      version: 1,
      why: "A machine finds the other machines of its cluster and reads the settings that are meant for it.",
      actions: [
        { action: "ec2:DescribeInstances", why: "finds the other machines of the cluster", simulate: "*" },
        { action: "ec2:DescribeTags", why: "learns which cluster it belongs to" },
        { action: "ec2:DescribeVolumes", why: "finds the disks it may use", simulate: "*" },
        {
          action: "ssm:GetParametersByPath",
          why: "reads the cluster's settings, only below /rolecall/",
          simulate: "arn:{partition}:ssm:{region}:{accountId}:parameter/rolecall/node",
        },
        { action: "ssm:GetParameter", why: "reads one of the cluster's settings, only below /rolecall/" },
        { action: "ssm:GetParameters", why: "reads some of the cluster's settings, only below /rolecall/" },
      ],
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "DescribeTheCluster",
            Effect: "Allow",
            Action: ["ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeVolumes"],
            Resource: "*",
          },
          {
            Sid: "ReadItsParameters",
            Effect: "Allow",
            Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
            Resource: [
              "arn:{partition}:ssm:*:{accountId}:parameter/rolecall",
              "arn:{partition}:ssm:*:{accountId}:parameter/rolecall/*",
            ],
          },
        ],
      },
    },
  ],
};
