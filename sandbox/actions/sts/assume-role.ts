import { authorizeAssume } from "../../authorization/assume-role.ts";
import { requestTagKeys } from "../../authorization/request-context.ts";
import { newId, newSecret, newSessionToken } from "../../state/ids.ts";
import type { Session, Tag } from "../../state/records.ts";
import { AwsError, validationError } from "../../wire/errors.ts";
import { integer, list, optional, struct, text } from "../../wire/params.ts";
import { wireTime } from "../../wire/xml.ts";
import { type Call, defineAction } from "../action.ts";
import { POLICY_TEXT, tags } from "../iam/names.ts";
import { checkSessionPolicy, packedSize } from "./session-policy.ts";

const SESSION_NAME = /^[\w+=,.@-]*$/;
const CHAINED_SECONDS = 3600;

type AssumeRoleParams = {
  RoleArn: string;
  ExternalId: string | undefined;
  DurationSeconds: number | undefined;
  Tags: Tag[];
  TransitiveTagKeys: string[];
  SourceIdentity: string | undefined;
};

export const assumeRole = defineAction({
  service: "sts",
  name: "AssumeRole",
  params: {
    RoleArn: text({ min: 20, max: 2048 }),
    RoleSessionName: text({ min: 2, max: 64, pattern: SESSION_NAME }),
    ExternalId: optional(text({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
    DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
    Policy: optional(text({ min: 1, pattern: POLICY_TEXT })),
    PolicyArns: list(struct({ arn: text({ min: 20, max: 2048 }) }), { max: 10 }),
    Tags: tags,
    TransitiveTagKeys: list(text({ min: 1, max: 128 }), { max: 50 }),
    SourceIdentity: optional(text({ min: 2, max: 64, pattern: SESSION_NAME })),
  },
  // Who may assume is asked of the role's trust policy too, so `run` asks it.
  access: () => [],
  run: (call) => {
    const { world, caller, request, params, now } = call;
    const passed = inherited(call);
    const { account, role } = authorizeAssume(
      world,
      caller,
      request,
      params.RoleArn,
      neededActions(passed),
      conditionKeys(params, passed),
    );
    checkRegion(account.id, account.settings.stsOffIn, request.region);
    const seconds = checkDuration(
      params.DurationSeconds,
      role.maxSessionSeconds,
      caller.session !== undefined,
    );
    const policyArns = params.PolicyArns.map(({ arn }) => arn);
    checkSessionPolicy(world, account, params.Policy, policyArns);
    const session: Session = {
      accessKeyId: newId("ASIA").slice(0, 20),
      secretAccessKey: newSecret(),
      sessionToken: newSessionToken(),
      issuedAt: now,
      expiresAt: now + seconds * 1000,
      roleId: role.id,
      roleName: role.name,
      roleArn: role.arn,
      sessionName: params.RoleSessionName,
      policyArns,
      tags: passed.tags,
      transitiveTagKeys: passed.transitiveTagKeys,
      ...(params.Policy && { policy: params.Policy }),
      ...(passed.sourceIdentity && { sourceIdentity: passed.sourceIdentity }),
    };
    world.addSession(account, session);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: wireTime(session.expiresAt),
      },
      AssumedRoleUser: {
        Arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${session.sessionName}`,
        AssumedRoleId: `${role.id}:${session.sessionName}`,
      },
      PackedPolicySize: packedSize(params.Policy, policyArns, passed.tags),
      SourceIdentity: session.sourceIdentity,
    };
  },
});

type Passed = {
  tags: Tag[];
  transitiveTagKeys: string[];
  sourceIdentity: string | undefined;
  setsTags: boolean;
};

/** In a role chain transitive tags and the source identity of the session before stay. */
function inherited({ caller: { session }, params }: Call<AssumeRoleParams>): Passed {
  const before = session?.tags.filter(({ Key }) => session.transitiveTagKeys.includes(Key)) ?? [];
  const { SourceIdentity } = params;
  if (SourceIdentity?.startsWith("aws:")) {
    throw validationError("Source Identity value must not begin with aws:");
  }
  return {
    tags: [...before, ...params.Tags.filter(({ Key }) => !before.some((tag) => tag.Key === Key))],
    transitiveTagKeys: [...new Set([...(session?.transitiveTagKeys ?? []), ...params.TransitiveTagKeys])],
    sourceIdentity: session?.sourceIdentity ?? SourceIdentity,
    setsTags: params.Tags.length > 0 || before.length > 0,
  };
}

function neededActions({ setsTags, sourceIdentity }: Passed): string[] {
  return [
    "sts:AssumeRole",
    ...(setsTags ? ["sts:TagSession"] : []),
    ...(sourceIdentity ? ["sts:SetSourceIdentity"] : []),
  ];
}

const conditionKeys = (params: AssumeRoleParams & { RoleSessionName: string }, passed: Passed) => ({
  // The key is there only when the caller gives one.
  "sts:ExternalId": params.ExternalId,
  "sts:RoleSessionName": params.RoleSessionName,
  "sts:SourceIdentity": passed.sourceIdentity,
  "sts:TransitiveTagKeys": passed.transitiveTagKeys.length > 0 ? passed.transitiveTagKeys : undefined,
  ...requestTagKeys(passed.tags),
});

function checkDuration(asked: number | undefined, most: number, isChained: boolean): number {
  if (isChained && (asked ?? 0) > CHAINED_SECONDS) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (asked !== undefined && asked > most) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return asked ?? 3600;
}

function checkRegion(accountId: string, offIn: string[] | undefined, region: string): void {
  if (!offIn?.includes(region)) return;
  throw new AwsError(
    "RegionDisabledException",
    403,
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
