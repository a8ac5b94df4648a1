import { DescribeIamInstanceProfileAssociationsCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Association, readAssociation } from "./association.ts";

/** Returns the associations of some instances (at most 200, the limit of a filter), in every state. */
export async function describeProfileAssociations(
  { ec2, caller }: Aws,
  { region, instanceIds }: { region: string; instanceIds: string[] },
): Promise<Association[]> {
  const action = "DescribeIamInstanceProfileAssociations";
  const client = ec2(region);
  const found: Association[] = [];
  let token: string | undefined;
  do {
    const page = await callAws(caller, "ec2", action, () =>
      client.send(
        new DescribeIamInstanceProfileAssociationsCommand({
          Filters: [{ Name: "instance-id", Values: instanceIds }],
          NextToken: token,
        }),
      ),
    );
    const associations = page.IamInstanceProfileAssociations ?? [];
    found.push(...associations.map((association) => readAssociation(association, action)));
    token = page.NextToken;
  } while (token);
  return found;
}
