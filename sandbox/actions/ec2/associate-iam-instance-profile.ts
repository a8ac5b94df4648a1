import { AwsError } from "../../wire/errors.ts";
import { optional, struct, text } from "../../wire/params.ts";
import { defineAction, isoTime } from "../action.ts";
import { attach, attachAccess } from "./attach.ts";
import { instanceToChange, refuseSecondAssociation, usableProfile } from "./find.ts";
import { associationView } from "./views.ts";

export const profileSpec = struct({ Arn: optional(text()), Name: optional(text()) });

export const associateIamInstanceProfile = defineAction({
  service: "ec2",
  name: "AssociateIamInstanceProfile",
  params: { InstanceId: text(), IamInstanceProfile: profileSpec },
  access: ({ account, request, params }) =>
    attachAccess(
      account,
      "ec2:AssociateIamInstanceProfile",
      request.region,
      params.InstanceId,
      params.IamInstanceProfile,
    ),
  run: ({ world, account, request, params, now }) => {
    const instance = instanceToChange(account, request.region, params.InstanceId);
    const profile = usableProfile(account, params.IamInstanceProfile);
    if (instance.state !== "running" && instance.state !== "stopped") {
      throw new AwsError(
        "IncorrectInstanceState",
        400,
        `The instance '${instance.id}' is not in the 'running' or 'stopped' states.`,
      );
    }
    refuseSecondAssociation(world, account, instance);
    return {
      iamInstanceProfileAssociation: associationView(attach(account, instance, profile, isoTime(now))),
    };
  },
});
