/** The API's operation on which instance profile a role uses. */
import { ChooseProfileInput } from "#lib/instance-roles/schema.ts";
import { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { operation } from "../operation.ts";

const started = (description: string) => ({ description, schema: InstanceRoleView, isLocated: true });

export const chooseInstanceProfile = operation({
  id: "chooseInstanceProfile",
  method: "PUT",
  path: "/workspaces/{workspace}/instance-roles/{id}/instance-profile",
  tag: "Instance roles",
  summary: "Choose which instance profile a role uses, and register the role again",
  description:
    "For a role that sits in several (`instanceProfileChoices`). The profile has to hold the role: otherwise the role fails with `profile_missing`. Null takes the choice away, and Rolecall uses the profile of the role's name, else the first.",
  who: { mayDo: "instance_role.retry" },
  body: ChooseProfileInput,
  waits: true,
  answers: {
    201: started("Settled while the caller waited: Active or Failed"),
    202: started("Under way; follow it by its events, or ask again"),
  },
});
