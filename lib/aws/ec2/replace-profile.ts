import { ReplaceIamInstanceProfileAssociationCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Association, readAssociation } from "./association.ts";

/**
 * Replaces the instance profile of a running instance.
 * @returns the new association, which has another id
 * @throws AwsError IncorrectState where the association is not the active one, or the instance does not run
 */
export async function replaceProfile(
  { ec2, caller }: Aws,
  { region, associationId, profileArn }: { region: string; associationId: string; profileArn: string },
): Promise<Association> {
  const action = "ReplaceIamInstanceProfileAssociation";
  const { IamInstanceProfileAssociation: association } = await callAws(caller, "ec2", action, () =>
    ec2(region).send(
      new ReplaceIamInstanceProfileAssociationCommand({
        AssociationId: associationId,
        IamInstanceProfile: { Arn: profileArn },
      }),
    ),
  );
  return readAssociation(association, action);
}
