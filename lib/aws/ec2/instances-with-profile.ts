import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

const ALIVE = ["pending", "running", "stopping", "stopped"];

/** Ids of the Region's instances that use the profile. EC2 is regional. */
export async function instancesWithProfile(
  { ec2, caller }: Aws,
  { region, profileArn }: { region: string; profileArn: string },
): Promise<string[]> {
  const client = ec2(region);
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const page = await callAws(caller, "ec2", "DescribeInstances", () =>
      client.send(
        new DescribeInstancesCommand({
          Filters: [
            { Name: "iam-instance-profile.arn", Values: [profileArn] },
            { Name: "instance-state-name", Values: ALIVE },
          ],
          NextToken: token,
        }),
      ),
    );
    const instances = (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
    ids.push(...instances.flatMap(({ InstanceId: id }) => id ?? []));
    token = page.NextToken;
  } while (token);
  return ids;
}
