import type { Account } from "../../state/account.ts";
import type { Association, Instance, InstanceProfile } from "../../state/records.ts";
import type { World } from "../../state/world.ts";
import { AwsError } from "../../wire/errors.ts";

/** The instances of one Region. */
export const instancesIn = (account: Account, region: string): Instance[] =>
  account.tables.instances.seenValues().filter((instance) => instance.region === region);

/** The associations of one Region, in their current state. */
export const associationsIn = (world: World, account: Account, region: string): Association[] =>
  account.tables.associations
    .seenValues()
    .filter((association) => association.region === region)
    .map((association) => asOfNow(world, association))
    .filter(({ state }) => state !== "disassociated");

/** Computes the current state: the record holds the final one, which takes time to reach. */
function asOfNow({ rules }: World, association: Association): Association {
  const isThere = Date.parse(association.at) + rules.associationMs() <= rules.now();
  if (isThere) return association;
  return { ...association, state: association.state === "associated" ? "associating" : "disassociating" };
}

export function instanceToChange(account: Account, region: string, id: string): Instance {
  const instance = account.tables.instances.get(id);
  if (instance?.region === region) return instance;
  throw new AwsError("InvalidInstanceID.NotFound", 400, `The instance ID '${id}' does not exist`);
}

export function associationToChange(world: World, account: Account, region: string, id: string): Association {
  const association = account.tables.associations.get(id);
  if (association?.region === region) return asOfNow(world, association);
  throw new AwsError("InvalidAssociationID.NotFound", 400, `An invalid association-id of '${id}' was given`);
}

/** The association that an instance has, or is about to have. */
export const activeAssociation = (account: Account, instanceId: string): Association | undefined =>
  account.tables.associations
    .values()
    .find((association) => association.instanceId === instanceId && association.state === "associated");

/** Refuses where the instance has an association, or one that is being removed. */
export function refuseSecondAssociation(world: World, account: Account, { id, region }: Instance): void {
  if (!associationsIn(world, account, region).some(({ instanceId }) => instanceId === id)) return;
  throw new AwsError("IncorrectState", 400, `There is an existing association for instance ${id}`);
}

export type ProfileSpec = { Arn: string | undefined; Name: string | undefined };

/** The profile named in a parameter, where EC2 can see it and it holds a role; EC2 sees both later than IAM. */
export function usableProfile(account: Account, { Arn, Name }: ProfileSpec): InstanceProfile {
  const name = Name ?? Arn?.slice(Arn.lastIndexOf("/") + 1) ?? "";
  const profile = account.seenInstanceProfile(name);
  if (!profile || (Arn !== undefined && profile.arn !== Arn)) throw unknownProfile({ Arn, Name });
  if (profile.roles.length > 0) return profile;
  throw new AwsError(
    "InvalidParameterValue",
    400,
    `IAM Instance Profile "${profile.arn}" has no associated IAM Roles`,
  );
}

function unknownProfile({ Arn, Name }: ProfileSpec): AwsError {
  const [value, field, what] = Arn === undefined ? [Name, "name", "name"] : [Arn, "arn", "ARN"];
  return new AwsError(
    "InvalidParameterValue",
    400,
    `Value (${value}) for parameter iamInstanceProfile.${field} is invalid. Invalid IAM Instance Profile ${what}`,
  );
}
