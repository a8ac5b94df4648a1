/**
 * EC2 itself, and tools that launch its machines. Source: EC2 API Reference, IamInstanceProfileSpecification.
 * Browser-safe.
 */
import { cliRegionOption } from "#lib/aws/partition.ts";
import { quote } from "#lib/iac/shell.ts";
import type { JsonObject } from "#lib/iam-policy/parse.ts";
import { consumers } from "../consumer.ts";
import { type Identity, labelOf } from "../identity.ts";
import { json, yaml } from "./text.ts";

const tagList = (tags: Record<string, string> = {}) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const tagSpecification = ({ tags }: Identity, resource: string): JsonObject =>
  tags && Object.keys(tags).length > 0
    ? { TagSpecifications: [{ ResourceType: resource, Tags: tagList(tags) }] }
    : {};

const regionOption = (identity: Identity) =>
  identity.region ? ` --region ${identity.region}` : cliRegionOption(identity.role.partition);

export const EC2_CONSUMERS = consumers(
  {
    id: "ec2",
    product: "Amazon EC2",
    title: "Start machines with it (RunInstances)",
    takes: "profile_arn",
    needs: "ec2",
    note: "EC2 takes the instance profile. A role's ARN is refused as “Invalid IAM Instance Profile ARN”.",
    snippets: (identity) => [
      {
        title: "AWS CLI",
        language: "bash",
        body: [
          "aws ec2 run-instances \\",
          `  --iam-instance-profile Arn=${identity.profile.arn} \\`,
          `  --image-id <ami> --instance-type ${identity.instanceType ?? "<type>"} --count 1${regionOption(identity)}`,
        ].join("\n"),
      },
      {
        title: "RunInstances",
        language: "json",
        body: json({
          IamInstanceProfile: { Arn: identity.profile.arn },
          ...(identity.instanceType && { InstanceType: identity.instanceType }),
          ...tagSpecification(identity, "instance"),
        }),
      },
    ],
  },
  {
    id: "ec2_attach",
    product: "Amazon EC2",
    title: "Give it to a machine that has none",
    takes: "profile_name",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "AWS CLI",
        language: "bash",
        body: `aws ec2 associate-iam-instance-profile --instance-id <i-…> --iam-instance-profile Name=${quote(identity.profile.name)}${regionOption(identity)}`,
      },
    ],
  },
  {
    id: "launch_template",
    product: "Amazon EC2",
    title: "Launch template",
    takes: "profile_arn",
    needs: "ec2",
    note: "Give the ARN or the name, not both.",
    snippets: (identity) => [
      {
        title: "LaunchTemplateData",
        language: "json",
        body: json({
          IamInstanceProfile: { Arn: identity.profile.arn },
          ...(identity.instanceType && { InstanceType: identity.instanceType }),
          ...tagSpecification(identity, "instance"),
        }),
      },
    ],
  },
  {
    id: "auto_scaling",
    product: "EC2 Auto Scaling",
    title: "Launch configuration",
    takes: "profile_name",
    needs: "ec2",
    note: "Groups made today use a launch template; a launch configuration takes the profile's name as a string.",
    snippets: (identity) => [
      {
        title: "CreateLaunchConfiguration",
        language: "json",
        body: json({
          LaunchConfigurationName: labelOf(identity),
          IamInstanceProfile: identity.profile.name,
          ...(identity.instanceType && { InstanceType: identity.instanceType }),
        }),
      },
    ],
  },
  {
    id: "cloudformation",
    product: "AWS CloudFormation",
    title: "AWS::EC2::Instance",
    takes: "profile_name",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "Template",
        language: "yaml",
        body: yaml({
          Machine: {
            Type: "AWS::EC2::Instance",
            Properties: {
              IamInstanceProfile: identity.profile.name,
              ...(identity.instanceType && { InstanceType: identity.instanceType }),
              ...(identity.tags && { Tags: tagList(identity.tags) }),
            },
          },
        }),
      },
    ],
  },
  {
    id: "terraform",
    product: "Terraform",
    title: "aws_instance and aws_launch_template",
    takes: "profile_name",
    needs: "ec2",
    snippets: ({ profile, instanceType }) => [
      {
        title: "aws_instance",
        language: "hcl",
        body: [
          'resource "aws_instance" "node" {',
          `  iam_instance_profile = ${JSON.stringify(profile.name)}`,
          ...(instanceType ? [`  instance_type        = ${JSON.stringify(instanceType)}`] : []),
          "}",
        ].join("\n"),
      },
      {
        title: "aws_launch_template",
        language: "hcl",
        body: [
          'resource "aws_launch_template" "node" {',
          "  iam_instance_profile {",
          `    arn = ${JSON.stringify(profile.arn)}`,
          "  }",
          "}",
        ].join("\n"),
      },
    ],
  },
  {
    id: "emr",
    product: "Amazon EMR",
    title: "The machines' role (JobFlowRole)",
    takes: "profile_name",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "AWS CLI",
        language: "bash",
        body: `aws emr create-cluster --name ${quote(labelOf(identity))} --ec2-attributes InstanceProfile=${quote(identity.profile.name)} --service-role EMR_DefaultRole_V2 --release-label <emr-7.x> --instance-type ${identity.instanceType ?? "<type>"} --instance-count 3${regionOption(identity)}`,
      },
      { title: "RunJobFlow", language: "json", body: json({ JobFlowRole: identity.profile.name }) },
    ],
  },
  {
    id: "batch",
    product: "AWS Batch",
    title: "The machines of a compute environment",
    takes: "profile_arn",
    needs: "ec2",
    note: "The field is called instanceRole and takes the instance profile; a role's ARN is refused.",
    snippets: ({ profile }) => [
      {
        title: "computeResources",
        language: "json",
        body: json({ computeResources: { instanceRole: profile.arn } }),
      },
    ],
  },
  {
    id: "batch_jobs",
    product: "AWS Batch",
    title: "The jobs themselves (jobRoleArn)",
    takes: "role_arn",
    needs: "ecs_tasks",
    snippets: ({ role }) => [
      {
        title: "containerProperties",
        language: "json",
        body: json({ containerProperties: { jobRoleArn: role.arn } }),
      },
    ],
  },
  {
    id: "parallelcluster",
    product: "AWS ParallelCluster",
    title: "Head node and queues",
    takes: "profile_arn",
    needs: "ec2",
    note: "InstanceProfile, InstanceRole and AdditionalIamPolicies exclude one another.",
    snippets: ({ profile, region }) => [
      {
        title: "cluster.yaml",
        language: "yaml",
        body: yaml({
          ...(region && { Region: region }),
          HeadNode: { Iam: { InstanceProfile: profile.arn } },
          Scheduling: {
            Scheduler: "slurm",
            SlurmQueues: [{ Name: "queue1", Iam: { InstanceProfile: profile.arn } }],
          },
        }),
      },
    ],
  },
);
