/** What the session of a change may do, whatever the connection role itself may. */

const READS = [
  "ec2:DescribeInstances",
  "ec2:DescribeIamInstanceProfileAssociations",
  "iam:GetInstanceProfile",
];
const WRITES = [
  "ec2:AssociateIamInstanceProfile",
  "ec2:ReplaceIamInstanceProfileAssociation",
  "ec2:DisassociateIamInstanceProfile",
];

/**
 * A session policy as JSON text. Which roles may be handed over stays what the connection role's own iam:PassRole says:
 * undoing puts back whatever role was there.
 */
export function changePolicy(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: [...READS, ...WRITES, "iam:PassRole"], Resource: "*" }],
  });
}
