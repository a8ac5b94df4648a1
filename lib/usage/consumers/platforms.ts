/** Data platforms and cluster launchers. Sources: their public documentation, named beside each. Browser-safe. */
import { quote } from "#lib/iac/shell.ts";
import { consumers } from "../consumer.ts";
import { labelOf, regionOf } from "../identity.ts";
import { json, python, yaml } from "./text.ts";

export const PLATFORM_CONSUMERS = consumers(
  // Anyscale: "Compute configuration", advanced_instance_config.
  {
    id: "anyscale",
    product: "Anyscale",
    title: "Compute config",
    takes: "profile_arn",
    needs: "ec2",
    note: "The field wants the instance profile's ARN; a role's ARN works only where Anyscale finds a profile of the same name. A worker group with an instance config of its own needs it there again.",
    snippets: (identity) => [
      {
        title: "Advanced configuration",
        language: "json",
        body: json({ IamInstanceProfile: { Arn: identity.profile.arn } }),
      },
      {
        title: "compute-config.yaml",
        language: "yaml",
        body: yaml({
          cloud: "<cloud>",
          head_node: { instance_type: identity.instanceType ?? "<type>" },
          advanced_instance_config: { IamInstanceProfile: { Arn: identity.profile.arn } },
        }),
      },
      {
        title: "Anyscale CLI",
        language: "bash",
        body: `anyscale compute-config create -n ${quote(labelOf(identity))} -f compute-config.yaml`,
      },
      {
        title: "As the cloud's own role",
        language: "bash",
        body: `anyscale cloud register --provider aws --instance-iam-role-id ${identity.role.arn} --region ${regionOf(identity)} …`,
      },
    ],
  },
  // Bodo: "Using your own Instance Role"; bodosdk, InstanceRoleClient. Keyword arguments: their order changed between versions.
  {
    id: "bodo",
    product: "Bodo",
    title: "Instance role of a cluster",
    takes: "role_arn",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "Form: Create Instance Role",
        language: "text",
        body: [
          `Name: ${labelOf(identity)}`,
          `Role ARN: ${identity.role.arn}`,
          "Description: registered in Rolecall",
        ].join("\n"),
      },
      {
        title: "Python SDK",
        language: "python",
        body: [
          "from bodosdk import BodoWorkspaceClient",
          "",
          "workspace = BodoWorkspaceClient()  # BODO_CLIENT_ID, BODO_SECRET_KEY",
          `arn = ${python(identity.role.arn)}`,
          `workspace.InstanceRoleClient.create(role_arn=arn, name=${python(labelOf(identity))}, description="registered in Rolecall")`,
          "# What create returns has no id yet: look the role up.",
          'found = workspace.InstanceRoleClient.list(filters={"role_arns": [arn]})',
          "role = workspace.InstanceRoleClient.get(found[0].id)",
          'cluster = workspace.ClusterClient.create(name="<cluster>", instance_role=role, instance_type="<type>", workers_quantity=2)',
        ].join("\n"),
      },
    ],
  },
  // Seqera: tower-cli, compute-envs add aws-cloud.
  {
    id: "seqera",
    product: "Seqera Platform",
    title: "AWS Cloud compute environment",
    takes: "profile_arn",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "Seqera CLI",
        language: "bash",
        body: [
          `tw compute-envs add aws-cloud -n ${quote(labelOf(identity))} -c <credentials> -r ${regionOf(identity)} \\`,
          `  --work-dir s3://<bucket>/work --instance-profile-arn ${identity.profile.arn}`,
        ].join("\n"),
      },
    ],
  },
  {
    id: "seqera_jobs",
    product: "Seqera Platform",
    title: "AWS Batch: head job and compute job role",
    takes: "role_arn",
    needs: "ecs_tasks",
    snippets: (identity) => [
      {
        title: "Seqera CLI",
        language: "bash",
        body: [
          `tw compute-envs add aws-batch manual -n ${quote(labelOf(identity))} -c <credentials> -r ${regionOf(identity)} \\`,
          "  --work-dir s3://<bucket>/work --head-queue <queue> --compute-queue <queue> \\",
          `  --head-job-role ${identity.role.arn} --compute-job-role ${identity.role.arn}`,
        ].join("\n"),
      },
    ],
  },
  {
    id: "seqera_credentials",
    product: "Seqera Platform",
    title: "Credentials by role",
    takes: "role_arn",
    needs: "principal",
    note: "Seqera makes the external ID when the credentials are saved; the role's trust policy is edited after that.",
    snippets: (identity) => [
      {
        title: "Seqera CLI",
        language: "bash",
        body: `tw credentials add aws -n ${quote(labelOf(identity))} --mode=role -r ${identity.role.arn}`,
      },
    ],
  },
  // Databricks: Instance Profiles API 2.0.
  {
    id: "databricks",
    product: "Databricks",
    title: "Instance profile of a cluster",
    takes: "profile_arn",
    needs: "ec2",
    note: "Register the profile first; SQL serverless wants the role's ARN too where the names differ.",
    snippets: (identity) => [
      {
        title: "Databricks CLI",
        language: "bash",
        body: `databricks instance-profiles add ${identity.profile.arn}${identity.profile.name === identity.role.name ? "" : ` --iam-role-arn ${identity.role.arn}`}`,
      },
      {
        title: "Cluster",
        language: "json",
        body: json({ aws_attributes: { instance_profile_arn: identity.profile.arn } }),
      },
    ],
  },
  // Ray: cluster launcher, node_config. The default profile goes to the head alone.
  {
    id: "ray",
    product: "Ray",
    title: "Cluster launcher",
    takes: "profile_arn",
    needs: "ec2",
    note: "Write it for every node type: the default profile goes to the head alone. The head's role needs iam:PassRole for the workers' role.",
    snippets: (identity) => {
      const nodeType = {
        node_config: {
          ...(identity.instanceType && { InstanceType: identity.instanceType }),
          IamInstanceProfile: { Arn: identity.profile.arn },
        },
      };
      return [
        {
          title: "cluster.yaml",
          language: "yaml" as const,
          body: yaml({
            provider: { type: "aws", region: regionOf(identity) },
            available_node_types: { "ray.head.default": nodeType, "ray.worker.default": nodeType },
            head_node_type: "ray.head.default",
          }),
        },
      ];
    },
  },
  // SkyPilot: configuration, aws.remote_identity.
  {
    id: "skypilot",
    product: "SkyPilot",
    title: "remote_identity",
    takes: "profile_name",
    needs: "ec2",
    snippets: ({ profile }) => [
      {
        title: "~/.sky/config.yaml",
        language: "yaml",
        body: yaml({ aws: { remote_identity: profile.name } }),
      },
    ],
  },
  // Flintrock: config.yaml, providers.ec2.
  {
    id: "flintrock",
    product: "Flintrock",
    title: "Spark cluster",
    takes: "profile_name",
    needs: "ec2",
    snippets: (identity) => [
      {
        title: "Flintrock CLI",
        language: "bash",
        body: `flintrock launch ${quote(labelOf(identity))} --ec2-instance-profile-name ${quote(identity.profile.name)} --ec2-region ${regionOf(identity)}`,
      },
      {
        title: "config.yaml",
        language: "yaml",
        body: yaml({
          providers: { ec2: { "instance-profile-name": identity.profile.name, region: regionOf(identity) } },
        }),
      },
    ],
  },
);
