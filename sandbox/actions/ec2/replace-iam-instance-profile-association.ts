import { AwsError } from "../../wire/errors.ts";
import { text } from "../../wire/params.ts";
import { defineAction, isoTime } from "../action.ts";
import { profileSpec } from "./associate-iam-instance-profile.ts";
import { attach, attachAccess } from "./attach.ts";
import { associationToChange, instanceToChange, usableProfile } from "./find.ts";
import { associationView } from "./views.ts";

export const replaceIamInstanceProfileAssociation = defineAction({
  service: "ec2",
  name: "ReplaceIamInstanceProfileAssociation",
  params: { AssociationId: text(), IamInstanceProfile: profileSpec },
  access: ({ account, request, params }) => {
    const instanceId = account.tables.associations.get(params.AssociationId)?.instanceId ?? "*";
    const action = "ec2:ReplaceIamInstanceProfileAssociation";
    return attachAccess(account, action, request.region, instanceId, params.IamInstanceProfile);
  },
  run: ({ world, account, request, params, now }) => {
    const before = associationToChange(world, account, request.region, params.AssociationId);
    const instance = instanceToChange(account, request.region, before.instanceId);
    const profile = usableProfile(account, params.IamInstanceProfile);
    if (before.state !== "associated" || instance.state !== "running") {
      throw new AwsError("IncorrectState", 400, `The association ${before.id} is not the active association`);
    }
    account.tables.associations.set(before.id, { ...before, state: "disassociated" });
    return {
      iamInstanceProfileAssociation: associationView(attach(account, instance, profile, isoTime(now))),
    };
  },
});
