import { AssociateIamInstanceProfileCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Association, readAssociation } from "./association.ts";

/**
 * Puts an instance profile on an instance that has none, running or stopped.
 * @throws AwsError IncorrectState where one is on it; IncorrectInstanceState; InvalidInstanceID.NotFound;
 *   InvalidParameterValue while EC2 does not know the profile or its role
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
