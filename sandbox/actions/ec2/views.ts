import type { Association, Instance } from "../../state/records.ts";
import { wireTime } from "../../wire/xml.ts";

export const associationView = ({ id, instanceId, profileArn, profileId, state, at }: Association) => ({
  associationId: id,
  instanceId,
  iamInstanceProfile: { arn: profileArn, id: profileId },
  state,
  timestamp: wireTime(at),
});

/** One of the Region's first three zones, the same at every call. */
export const zoneOf = ({ id, region }: Instance): string => `${region}${"abc"[digitOf(id) % 3]}`;

const addressOf = ({ id }: Instance) => {
  const digits = Number.parseInt(id.slice(-4), 16);
  return `10.0.${digits >> 8}.${digits & 255}`;
};

const digitOf = (id: string) => Number.parseInt(id.slice(-1), 16);

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
  imageId: instance.imageId,
  placement: { availabilityZone: zoneOf(instance), tenancy: "default" },
  privateIpAddress: addressOf(instance),
  platformDetails: "Linux/UNIX",
  metadataOptions: {
    state: "applied",
    httpTokens: "required",
    httpPutResponseHopLimit: 1,
    httpEndpoint: "enabled",
  },
  launchTime: wireTime(instance.launchedAt),
  iamInstanceProfile: association && { arn: association.profileArn, id: association.profileId },
  tagSet: instance.tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
});
