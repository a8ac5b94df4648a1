/**
 * Tools that launch nodes of Kubernetes clusters. Sources: EKS API Reference (CreateNodegroup); eksctl config schema;
 * Karpenter NodeClasses. Browser-safe.
 */
import { quote } from "#lib/iac/shell.ts";
import { consumers } from "../consumer.ts";
import { labelOf, regionOf } from "../identity.ts";
import { yaml } from "./text.ts";

export const KUBERNETES_CONSUMERS = consumers(
  {
    id: "karpenter",
    product: "Karpenter",
    title: "EC2NodeClass",
    takes: "role_name",
    needs: "ec2",
    note: "Give role or instanceProfile, not both. The name stands without the path.",
    snippets: (identity) => [
      {
        title: "With the role: Karpenter makes its own profile",
        language: "yaml",
        body: nodeClass(labelOf(identity), { role: identity.role.name }),
      },
      {
        title: "With the profile: where the cluster cannot reach IAM",
        language: "yaml",
        body: nodeClass(labelOf(identity), { instanceProfile: identity.profile.name }),
      },
    ],
  },
  {
    id: "eks",
    product: "Amazon EKS",
    title: "Managed node group",
    takes: "role_arn",
    needs: "ec2",
    note: "A launch template for it must not name an instance profile.",
    snippets: (identity) => [
      {
        title: "AWS CLI",
        language: "bash",
        body: `aws eks create-nodegroup --cluster-name <cluster> --nodegroup-name ${quote(labelOf(identity))} --node-role ${identity.role.arn} --subnets <subnet-…> --region ${regionOf(identity)}`,
      },
      {
        title: "eksctl, managed",
        language: "yaml",
        body: yaml({
          managedNodeGroups: [{ name: labelOf(identity), iam: { instanceRoleARN: identity.role.arn } }],
        }),
      },
      {
        title: "eksctl, self-managed",
        language: "yaml",
        body: yaml({
          nodeGroups: [{ name: labelOf(identity), iam: { instanceProfileARN: identity.profile.arn } }],
        }),
      },
    ],
  },
);

function nodeClass(name: string, spec: Record<string, string>): string {
  return yaml({
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: name.toLowerCase().replace(/[^a-z0-9.-]+/g, "-") },
    spec,
  });
}
