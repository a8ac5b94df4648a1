import type { Association, Instance } from "../../state/records.ts";
import { applyFilters, ec2Filters, ec2Page, ec2Paging } from "../../wire/ec2.ts";
import { AwsError } from "../../wire/errors.ts";
import { ec2List, flag, text } from "../../wire/params.ts";
import { type Call, defineAction } from "../action.ts";
import { onEverything } from "./access.ts";
import { associationsIn, instancesIn } from "./find.ts";
import { instanceView, zoneOf } from "./views.ts";

export const describeInstances = defineAction({
  service: "ec2",
  name: "DescribeInstances",
  params: { InstanceId: ec2List(text()), Filter: ec2Filters, DryRun: flag, ...ec2Paging },
  access: () => [onEverything("ec2:DescribeInstances")],
  run: (call) => {
    const { params, account } = call;
    if (params.DryRun) {
      throw new AwsError("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }
    if (params.InstanceId.length > 0 && params.MaxResults !== undefined) {
      throw new AwsError(
        "InvalidParameterCombination",
        400,
        "The parameter instancesSet cannot be used with the parameter maxResults",
      );
    }
    const all = withProfiles(call);
    const missing = params.InstanceId.find((id) => !all.some(({ instance }) => instance.id === id));
    if (missing) {
      throw new AwsError("InvalidInstanceID.NotFound", 400, `The instance ID '${missing}' does not exist`);
    }
    const chosen =
      params.InstanceId.length === 0
        ? all
        : all.filter(({ instance }) => params.InstanceId.includes(instance.id));
    const found = applyFilters(chosen, params.Filter, FILTERS);
    const { items, nextToken } = ec2Page(found, params, ({ instance }) => instance.id);
    return {
      reservationSet: items.map(({ instance, association }) => ({
        reservationId: instance.id.replace(/^i-/, "r-"),
        ownerId: account.id,
        instancesSet: [instanceView(instance, association)],
      })),
      nextToken,
    };
  },
});

type Machine = { instance: Instance; association: Association | undefined };

function withProfiles({ world, account, request }: Call<unknown>): Machine[] {
  const active = associationsIn(world, account, request.region).filter(({ state }) =>
    state.startsWith("associat"),
  );
  const byInstance = new Map(active.map((association) => [association.instanceId, association]));
  return instancesIn(account, request.region).map((instance) => ({
    instance,
    association: byInstance.get(instance.id),
  }));
}

const FILTERS: Parameters<typeof applyFilters<Machine>>[2] = {
  "iam-instance-profile.arn": ({ association }) => [association?.profileArn],
  "iam-instance-profile.id": ({ association }) => [association?.profileId],
  "iam-instance-profile.name": ({ association }) => [association?.profileArn.split("/").at(-1)],
  "instance-id": ({ instance }) => [instance.id],
  "instance-state-name": ({ instance }) => [instance.state],
  "instance-type": ({ instance }) => [instance.type],
  "tag-key": ({ instance }) => instance.tags.map(({ Key }) => Key),
  "availability-zone": ({ instance }) => [zoneOf(instance)],
  tag: ({ instance }, key) => instance.tags.filter(({ Key }) => Key === key).map(({ Value }) => Value),
};
