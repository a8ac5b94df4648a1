/** What a session that only looks may do, whatever the connection role itself may. */

const READS = [
  "iam:Get*",
  "iam:List*",
  "iam:SimulatePrincipalPolicy",
  "ec2:DescribeRegions",
  "ec2:DescribeInstances",
  "ec2:DescribeIamInstanceProfileAssociations",
];

/** A session policy as JSON text: it narrows, and grants nothing that the connection role does not have. */
export function readOnlyPolicy(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: READS, Resource: "*" }],
  });
}
