import { applyFilters, ec2Filters, ec2Page, ec2Paging } from "../../wire/ec2.ts";
import { ec2List, text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onEverything } from "./access.ts";
import { associationsIn, associationToChange } from "./find.ts";
import { associationView } from "./views.ts";

export const describeIamInstanceProfileAssociations = defineAction({
  service: "ec2",
  name: "DescribeIamInstanceProfileAssociations",
  params: { AssociationId: ec2List(text()), Filter: ec2Filters, ...ec2Paging },
  access: () => [onEverything("ec2:DescribeIamInstanceProfileAssociations")],
  run: ({ world, account, request, params }) => {
    params.AssociationId.forEach((id) => associationToChange(world, account, request.region, id));
    const all = associationsIn(world, account, request.region).filter(
      ({ id }) => params.AssociationId.length === 0 || params.AssociationId.includes(id),
    );
    const found = applyFilters(all, params.Filter, {
      "instance-id": ({ instanceId }) => [instanceId],
      state: ({ state }) => [state],
    });
    const { items, nextToken } = ec2Page(found, params, ({ id }) => id);
    return { iamInstanceProfileAssociationSet: items.map(associationView), nextToken };
  },
});
