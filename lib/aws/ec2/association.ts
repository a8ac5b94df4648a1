/** The association of an instance profile with an EC2 instance. */
import type { IamInstanceProfileAssociation } from "@aws-sdk/client-ec2";
import { present } from "../call.ts";

export type Association = {
  /** iip-assoc-… */
  id: string;
  instanceId: string;
  profileArn: string;
  /** AIPA…; a profile recreated under its name has another. */
  profileId: string;
  /** associating | associated | disassociating | disassociated */
  state: string;
};

export function readAssociation(
  association: IamInstanceProfileAssociation | undefined,
  action: string,
): Association {
  const call = { service: "ec2", action } as const;
  return {
    id: present(association?.AssociationId, { ...call, what: "AssociationId" }),
    instanceId: present(association?.InstanceId, { ...call, what: "InstanceId" }),
    profileArn: association?.IamInstanceProfile?.Arn ?? "",
    profileId: association?.IamInstanceProfile?.Id ?? "",
    state: present(association?.State, { ...call, what: "State" }),
  };
}
