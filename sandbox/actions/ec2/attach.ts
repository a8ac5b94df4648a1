import type { Access } from "../../authorization/authorize.ts";
import type { Account } from "../../state/account.ts";
import { newEc2Id } from "../../state/ids.ts";
import type { Association, Instance, InstanceProfile } from "../../state/records.ts";
import { passingRoleToEc2 } from "../iam/access.ts";
import { onInstance } from "./access.ts";
import { activeAssociation, type ProfileSpec } from "./find.ts";

/** Associating a profile passes its role to EC2, so iam:PassRole on the role is needed beside EC2's own permission. */
export function attachAccess(
  account: Account,
  action: string,
  region: string,
  instanceId: string,
  spec: ProfileSpec,
): Access[] {
  const name = spec.Name ?? spec.Arn?.slice(spec.Arn.lastIndexOf("/") + 1) ?? "";
  const profile = account.seenInstanceProfile(name);
  const current = activeAssociation(account, instanceId)?.profileArn;
  const wanted = profile?.arn ?? spec.Arn;
  const attach = onInstance(account, action, region, instanceId, {
    ...(current && { current }),
    ...(wanted && { wanted }),
  });
  const roles = profile?.roles ?? [];
  return [attach, ...roles.map((role) => passingRoleToEc2(account, role, attach.resource))];
}

/** Records the association, and answers as AWS does at that moment: still `associating`. */
export function attach(
  account: Account,
  instance: Instance,
  profile: InstanceProfile,
  at: string,
): Association {
  const association: Association = {
    id: newEc2Id("iip-assoc"),
    region: instance.region,
    instanceId: instance.id,
    profileArn: profile.arn,
    profileId: profile.id,
    state: "associated",
    at,
  };
  account.tables.associations.set(association.id, association);
  return { ...association, state: "associating" };
}
