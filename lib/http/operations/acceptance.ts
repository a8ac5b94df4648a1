/** The API's operations on the acceptance of a finding. */
import { AcceptInput } from "#lib/instance-roles/schema.ts";
import { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { operation } from "../operation.ts";

const ACCEPTANCE = "/workspaces/{workspace}/instance-roles/{id}/acceptance";
const tag = "Instance roles";

const started = {
  201: {
    description: "Settled while the caller waited: Active or Failed",
    schema: InstanceRoleView,
    isLocated: true,
  },
  202: {
    description: "Under way; follow it by its events, or ask again",
    schema: InstanceRoleView,
    isLocated: true,
  },
};

export const acceptFinding = operation({
  id: "acceptFinding",
  method: "PUT",
  path: ACCEPTANCE,
  tag,
  summary: "Let the finding that a role failed with stand, and register the role again",
  description:
    "For what no rule can tell for certain: a permissions boundary, a Deny or a condition of the trust policy. The role becomes Active with the warning `accepted`, which says who accepted it and why. It fails again once the policies or the actions that the finding rests on change. Refused with `not_this_finding` where the role failed with another reason.",
  who: { mayDo: "instance_role.accept" },
  body: AcceptInput,
  waits: true,
  answers: started,
});

export const takeBackAcceptance = operation({
  id: "takeBackAcceptance",
  method: "DELETE",
  path: ACCEPTANCE,
  tag,
  summary: "Take an acceptance back, and register the role again",
  who: { mayDo: "instance_role.accept" },
  waits: true,
  answers: started,
});
