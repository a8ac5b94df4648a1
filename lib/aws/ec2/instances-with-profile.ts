import { DescribeInstancesCommand, type Instance } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

const ALIVE = ["pending", "running", "stopping", "stopped"];

/** `name`: the tag `Name`. */
export type InstanceWithProfile = { id: string; name?: string; state: string; profileArn: string };

/** Returns the Region's instances that use one of the profiles (at most 200 ARNs). */
export async function instancesWithProfile(
  { ec2, caller }: Aws,
  { region, profileArns }: { region: string; profileArns: string[] },
): Promise<InstanceWithProfile[]> {
  const client = ec2(region);
  const found: Instance[] = [];
  let token: string | undefined;
  do {
    const page = await callAws(caller, "ec2", "DescribeInstances", () =>
      client.send(
        new DescribeInstancesCommand({
          Filters: [
            { Name: "iam-instance-profile.arn", Values: profileArns },
            { Name: "instance-state-name", Values: ALIVE },
          ],
          NextToken: token,
        }),
      ),
    );
    found.push(...(page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []));
    token = page.NextToken;
  } while (token);
  return found.flatMap(readInstance);
}

function readInstance({ InstanceId: id, Tags, State, IamInstanceProfile }: Instance): InstanceWithProfile[] {
  const profileArn = IamInstanceProfile?.Arn;
  if (!id || !profileArn) return [];
  const name = Tags?.find(({ Key }) => Key === "Name")?.Value;
  return [{ id, ...(name && { name }), state: State?.Name ?? "unknown", profileArn }];
}
