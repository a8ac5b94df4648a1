import type { Access } from "../../authorization/authorize.ts";
import { requestTagKeys } from "../../authorization/request-context.ts";
import { newEc2Id } from "../../state/ids.ts";
import type { Instance, Tag } from "../../state/records.ts";
import { AwsError } from "../../wire/errors.ts";
import { ec2List, flag, integer, optional, struct, text } from "../../wire/params.ts";
import { type Call, defineAction, isoTime } from "../action.ts";
import { passingRoleToEc2 } from "../iam/access.ts";
import { profileSpec } from "./associate-iam-instance-profile.ts";
import { attach } from "./attach.ts";
import { type ProfileSpec, usableProfile } from "./find.ts";
import { instanceView } from "./views.ts";

const tagSpecifications = ec2List(
  struct({ ResourceType: text(), Tag: ec2List(struct({ Key: text(), Value: text() })) }),
);

type RunInput = {
  ImageId: string | undefined;
  InstanceType: string | undefined;
  MinCount: number;
  MaxCount: number;
  IamInstanceProfile: ProfileSpec;
  TagSpecification: { ResourceType: string; Tag: Tag[] }[];
};

export const runInstances = defineAction({
  service: "ec2",
  name: "RunInstances",
  params: {
    ImageId: optional(text()),
    InstanceType: optional(text()),
    MinCount: integer({ min: 1, max: 1000 }),
    MaxCount: integer({ min: 1, max: 1000 }),
    IamInstanceProfile: profileSpec,
    TagSpecification: tagSpecifications,
    DryRun: flag,
  },
  access: (call) => [...startAccess(call), ...tagAccess(call), ...passAccess(call)],
  run: (call) => {
    const { account, params, request } = call;
    if (!params.ImageId) {
      throw new AwsError("MissingParameter", 400, "The request must contain the parameter ImageId");
    }
    const isNamed = isGiven(params.IamInstanceProfile);
    const profile = isNamed ? usableProfile(account, params.IamInstanceProfile) : undefined;
    if (params.DryRun) {
      throw new AwsError("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }
    const machines = Array.from({ length: params.MaxCount }, () => start(call));
    return {
      reservationId: newEc2Id("r"),
      ownerId: account.id,
      instancesSet: machines.map((instance) => {
        const association = profile && attach(account, instance, profile, isoTime(call.now));
        return {
          ...instanceView(instance, association),
          placement: { availabilityZone: `${request.region}a` },
        };
      }),
    };
  },
});

function start({ account, params, request, now }: Call<RunInput>): Instance {
  const instance: Instance = {
    id: newEc2Id("i"),
    region: request.region,
    state: "running",
    type: params.InstanceType ?? "m1.small",
    ...(params.ImageId && { imageId: params.ImageId }),
    launchedAt: isoTime(now),
    tags: tagsFor(params, "instance"),
  };
  account.tables.instances.set(instance.id, instance);
  return instance;
}

const tagsFor = ({ TagSpecification }: RunInput, type: string): Tag[] =>
  TagSpecification.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tag }) => Tag);

/**
 * The resources RunInstances needs, all of which must be allowed [Service Authorization Reference, ec2:RunInstances].
 */
function startAccess({ account, params, request }: Call<RunInput>): Access[] {
  const { region } = request;
  const own = (type: string) => `arn:${account.partition}:ec2:${region}:${account.id}:${type}/*`;
  const image = `arn:${account.partition}:ec2:${region}::image/${params.ImageId ?? "*"}`;
  const context = {
    "ec2:Region": region,
    "ec2:InstanceType": params.InstanceType,
    "ec2:InstanceProfile": params.IamInstanceProfile.Arn,
  };
  const made = ["instance", "volume", "network-interface"].map((type) => ({
    resource: own(type),
    context: { ...context, ...requestTagKeys(tagsFor(params, type)) },
  }));
  const used = [image, own("security-group"), own("subnet")].map((resource) => ({ resource, context }));
  return [...made, ...used].map((access) => ({ action: "ec2:RunInstances", ...access }));
}

function tagAccess({ account, params, request }: Call<RunInput>): Access[] {
  return params.TagSpecification.filter(({ Tag }) => Tag.length > 0).map(({ ResourceType, Tag }) => ({
    action: "ec2:CreateTags",
    resource: `arn:${account.partition}:ec2:${request.region}:${account.id}:${ResourceType}/*`,
    context: { "ec2:CreateAction": "RunInstances", "ec2:Region": request.region, ...requestTagKeys(Tag) },
  }));
}

/** The role in the profile, for which iam:PassRole is needed. */
function passAccess({ account, params }: Call<RunInput>): Access[] {
  const { Arn, Name } = params.IamInstanceProfile;
  const name = Name ?? Arn?.slice(Arn.lastIndexOf("/") + 1);
  const roles = name ? (account.seenInstanceProfile(name)?.roles ?? []) : [];
  return roles.map((role) => {
    const access = passingRoleToEc2(account, role);
    return { ...access, context: { ...access.context, "iam:PassedToService": "ec2.amazonaws.com" } };
  });
}

const isGiven = ({ Arn, Name }: ProfileSpec) => Arn !== undefined || Name !== undefined;
