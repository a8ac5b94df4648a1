import { DisassociateIamInstanceProfileCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";
import { type Association, readAssociation } from "./association.ts";

/**
 * Disassociates an instance profile from a running or stopped instance.
 * @throws AwsError IncorrectState, InvalidAssociationID.NotFound
 */
export async function disassociateProfile(
  { ec2, caller }: Aws,
  { region, associationId }: { region: string; associationId: string },
): Promise<Association> {
  const action = "DisassociateIamInstanceProfile";
  const { IamInstanceProfileAssociation: association } = await callAws(caller, "ec2", action, () =>
    ec2(region).send(new DisassociateIamInstanceProfileCommand({ AssociationId: associationId })),
  );
  return readAssociation(association, action);
}
