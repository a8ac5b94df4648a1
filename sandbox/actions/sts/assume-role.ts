import { authorizeAssume } from "../../authorization/assume-role.ts";
import { newId, newSecret, newSessionToken } from "../../state/ids.ts";
import type { Session } from "../../state/records.ts";
import { integer, list, optional, struct, text } from "../../wire/params.ts";
import { wireTime } from "../../wire/xml.ts";
import { defineAction } from "../action.ts";
import { POLICY_TEXT, tags } from "../iam/names.ts";
import { checkRegion, sessionSeconds } from "./limits.ts";
import { conditionKeys, neededActions, passedOn } from "./passed-on.ts";
import { checkSessionPolicy, packedSize } from "./session-policy.ts";

const SESSION_NAME = /^[\w+=,.@-]*$/;

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
  // `run` authorizes too, because the role's trust policy decides as well.
  access: () => [],
  run: (call) => {
    const { world, caller, request, params, now } = call;
    const passed = passedOn(call);
    const { account, role } = authorizeAssume(
      world,
      caller,
      request,
      params.RoleArn,
      neededActions(passed),
      conditionKeys(params, passed),
    );
    checkRegion(account.id, account.settings.stsOffIn, request.region);
    const seconds = sessionSeconds(
      params.DurationSeconds,
      role.maxSessionSeconds,
      caller.session !== undefined,
    );
    const policyArns = params.PolicyArns.map(({ arn }) => arn);
    checkSessionPolicy(world, account, params.Policy, policyArns, passed.tags);
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
