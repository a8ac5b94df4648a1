import type { RoleOfProfile } from "../store.ts";
import type { InstanceView } from "../view.ts";
import type { FoundInstance } from "./read-page.ts";

/** An instance with the registered role whose profile it carries, if there is one. */
export function toInstanceView(instance: FoundInstance, roles: RoleOfProfile[]): InstanceView {
  const { id, name, region, state, type, zone, launchedAt, association } = instance;
  // While a profile is on its way EC2's instance may not show it yet; its association does.
  const profileArn = instance.profile?.arn ?? association?.profileArn;
  const role = roles.find(({ instanceProfileArn }) => instanceProfileArn === profileArn);
  return {
    instanceId: id,
    ...(name && { name }),
    region,
    state,
    type,
    az: zone,
    ...(launchedAt && { launchedAt: launchedAt.toISOString() }),
    ...(profileArn && { instanceProfileArn: profileArn }),
    ...(role && { roleArn: role.roleArn, roleName: role.name, instanceRoleId: role.id }),
    ...(association && { association: { id: association.id, state: association.state } }),
  };
}
