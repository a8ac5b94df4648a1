import type { Association, Instance } from "../../state/records.ts";
import { wireTime } from "../../wire/xml.ts";

export const associationView = ({ id, instanceId, profileArn, profileId, state, at }: Association) => ({
  associationId: id,
  instanceId,
  iamInstanceProfile: { arn: profileArn, id: profileId },
  state,
  timestamp: wireTime(at),
});

const STATE_CODES: Record<Instance["state"], number> = {
  pending: 0,
  running: 16,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const instanceView = (instance: Instance, association: Association | undefined) => ({
  instanceId: instance.id,
  instanceState: { code: STATE_CODES[instance.state], name: instance.state },
  instanceType: instance.type,
  launchTime: wireTime(instance.launchedAt),
  iamInstanceProfile: association && { arn: association.profileArn, id: association.profileId },
  tagSet: instance.tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
});
