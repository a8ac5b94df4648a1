import { AwsError } from "../../wire/errors.ts";
import { text } from "../../wire/params.ts";
import { defineAction, isoTime } from "../action.ts";
import { onInstance } from "./access.ts";
import { associationToChange } from "./find.ts";
import { associationView } from "./views.ts";

export const disassociateIamInstanceProfile = defineAction({
  service: "ec2",
  name: "DisassociateIamInstanceProfile",
  params: { AssociationId: text() },
  access: ({ account, request, params }) => {
    const association = account.tables.associations.get(params.AssociationId);
    const current = association && { current: association.profileArn };
    const action = "ec2:DisassociateIamInstanceProfile";
    return [onInstance(account, action, request.region, association?.instanceId ?? "*", current)];
  },
  run: ({ world, account, request, params, now }) => {
    const association = associationToChange(world, account, request.region, params.AssociationId);
    if (association.state !== "associated") {
      throw new AwsError(
        "IncorrectState",
        400,
        `The association ${association.id} is not the active association`,
      );
    }
    account.tables.associations.set(association.id, {
      ...association,
      state: "disassociated",
      at: isoTime(now),
    });
    return { iamInstanceProfileAssociation: associationView({ ...association, state: "disassociating" }) };
  },
});
