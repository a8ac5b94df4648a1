import { AssociateIamInstanceProfileCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Association, readAssociation } from "./association.ts";

/**
 * Associates an instance profile with a running or stopped instance that has none.
 * @throws AwsError IncorrectState where it has one; IncorrectInstanceState; InvalidInstanceID.NotFound;
 * InvalidParameterValue while EC2 cannot see the profile or its role
 */
export async function associateProfile(
  { ec2, caller }: Aws,
  { region, instanceId, profileArn }: { region: string; instanceId: string; profileArn: string },
): Promise<Association> {
  const action = "AssociateIamInstanceProfile";
  const { IamInstanceProfileAssociation: association } = await callAws(caller, "ec2", action, () =>
    ec2(region).send(
      new AssociateIamInstanceProfileCommand({
        InstanceId: instanceId,
        IamInstanceProfile: { Arn: profileArn },
      }),
    ),
  );
  return readAssociation(association, action);
}
