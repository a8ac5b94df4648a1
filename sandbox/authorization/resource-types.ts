import { parseArn } from "../state/arns.ts";

/** A resource type of an action; none where the action supports only `*` [Service Authorization Reference]. */
type ResourceType = { service: string; resource: RegExp };

/**
 * Whether the ARN is of a type the action supports. The simulator matches other resources with nothing, not even a
 * policy that allows everything: the answer is implicitDeny.
 */
export function isOfItsType(action: string, resource: string): boolean {
  if (resource === "*") return true;
  const arn = parseArn(resource);
  const type = typeOf(action);
  return arn !== undefined && type?.service === arn.service && type.resource.test(arn.resource);
}

function typeOf(action: string): ResourceType | undefined {
  const [service = "", name = ""] = action.split(":");
  if (KNOW_NO_RESOURCE.some((pattern) => pattern.test(action))) return undefined;
  const known = TYPES.find((type) => type.service === service && type.action.test(name));
  return { service: known?.arnService ?? service, resource: known?.resource ?? /./ };
}

const KNOW_NO_RESOURCE = [
  /^(?:ec2messages|ssmmessages|xray):/,
  /^ec2:Describe/,
  /^ecr:GetAuthorizationToken$/,
  /^cloudwatch:PutMetricData$/,
  /^sts:(?:GetCallerIdentity|DecodeAuthorizationMessage)$/,
  /^s3:ListAllMyBuckets$/,
  /^iam:(?:Get|List|Create|Delete)Account/,
  /^iam:List(?:Roles|Users|Groups|Policies|InstanceProfiles)$/,
];

type Known = { service: string; action: RegExp; resource: RegExp; arnService?: string };

/** Tried in this order: `AddRoleToInstanceProfile` has a profile as its resource. */
const TYPES: Known[] = [
  { service: "iam", action: /^ListInstanceProfilesForRole$/, resource: /^role\// },
  { service: "iam", action: /InstanceProfile/, resource: /^instance-profile\// },
  {
    service: "iam",
    action: /^(?:Simulate|GetContextKeysFor)PrincipalPolicy$/,
    resource: /^(?:role|user|group)\//,
  },
  { service: "iam", action: /Role/, resource: /^role\// },
  { service: "iam", action: /User|AccessKey/, resource: /^user\// },
  { service: "iam", action: /Policy/, resource: /^policy\// },
  { service: "s3", action: /Object|MultipartUpload/, resource: /^[^/]+\/./ },
  { service: "s3", action: /./, resource: /^[^/]+$/ },
  { service: "ssm", action: /Parameter/, resource: /^parameter\// },
  {
    service: "ssm",
    action: /InstanceInformation|Inventory|ComplianceItems/,
    resource: /^instance\//,
    arnService: "ec2",
  },
  { service: "kms", action: /./, resource: /^(?:key|alias)\// },
  { service: "sts", action: /^AssumeRole/, resource: /^role\//, arnService: "iam" },
];
