/** Acts in a customer's AWS account as its administrator. */
import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, DeleteRoleCommand } from "@aws-sdk/client-iam";
import { type AccountKeys, adminOf, iamAs } from "../support/connection-role.ts";

export type AwsAccount = {
  admin: AccountKeys;
  roleArn(name: string): string;
  /** Returns the role's policies, and every instance profile. */
  rolesAndProfiles(roleName: string): Promise<unknown>;
  /**
   * Gives an instance the profile, in place of its own.
   * @returns `i-… in eu-west-1`
   */
  useProfile(region: string, machine: string, profileArn: string): Promise<string>;
  createRole(name: string, service: string): Promise<void>;
  deleteRole(name: string): Promise<void>;
};

export async function openAwsAccount(accountId: string): Promise<AwsAccount> {
  const admin = await adminOf(accountId);
  const iam = iamAs(admin);
  return {
    admin,
    roleArn: (name) => `arn:aws:iam::${accountId}:role/${name}`,
    async rolesAndProfiles(roleName) {
      const answer = await fetch(
        new URL(`/_sandbox/state?accountId=${accountId}&ids=0`, process.env.SANDBOX_URL),
      );
      const { roles, instanceProfiles } = (await answer.json()) as {
        roles: { arn: string }[];
        instanceProfiles: unknown[];
      };
      return { role: roles.find(({ arn }) => arn.endsWith(`/${roleName}`)), instanceProfiles };
    },
    async useProfile(region, machine, profileArn) {
      const ec2 = ec2As(admin, region);
      const id = await machineId(ec2, machine);
      const associations = await ec2.send(
        new DescribeIamInstanceProfileAssociationsCommand({
          Filters: [{ Name: "instance-id", Values: [id] }],
        }),
      );
      const [there] = associations.IamInstanceProfileAssociations ?? [];
      const IamInstanceProfile = { Arn: profileArn };
      const AssociationId = there?.AssociationId;
      await (AssociationId
        ? ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }))
        : ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId: id, IamInstanceProfile })));
      return `${id} in ${region}`;
    },
    async createRole(RoleName, Service) {
      const statement = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    },
    async deleteRole(RoleName) {
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },
  };
}

function ec2As({ accessKeyId, secretAccessKey }: AccountKeys, region: string): EC2Client {
  const endpoint = process.env.SANDBOX_URL as string;
  return new EC2Client({ region, endpoint, credentials: { accessKeyId, secretAccessKey } });
}

async function machineId(ec2: EC2Client, name: string): Promise<string> {
  const { Reservations: all = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const machines = all.flatMap(({ Instances }) => Instances ?? []);
  const machine = machines.find(({ Tags }) =>
    Tags?.some(({ Key, Value }) => Key === "Name" && Value === name),
  );
  return machine?.InstanceId as string;
}
