import type { Account } from "../state/account.ts";
import { partitionOfRegion } from "../state/arns.ts";
import type { Role, Session, User } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/errors.ts";
import type { AwsRequest, CredentialScope } from "../wire/request.ts";
import { type Secret, verifySignature } from "../wire/signature.ts";

/** The caller of a request, once the signature has been verified. */
export type Caller = {
  account: Account;
  /** The ARN in GetCallerIdentity and in denials; for a session the session's ARN, without the role's path. */
  arn: string;
  userId: string;
  /** The user, or the session's role, as visible when the call arrived. */
  identity: User | Role;
  session?: Session;
};

/** Returns the caller, or throws AWS's refusal: missing, unknown, wrongly signed or expired credentials. */
export async function identifyCaller(world: World, request: AwsRequest): Promise<Caller> {
  const { scope } = request;
  if (!scope) throw unsigned(request);
  const owner = world.keyOwner(scope.accessKeyId);
  const token = request.received.headers["x-amz-security-token"];
  if (!owner || owner.account.partition !== partitionOfRegion(scope.region)) throw unknownKey(request);
  if (owner.kind === "user") {
    if (token !== undefined) throw unknownKey(request);
    await verify(world, request, scope, { accessKeyId: scope.accessKeyId, secretAccessKey: owner.secret });
    const { account, user } = owner;
    return { account, arn: user.arn, userId: user.id, identity: user };
  }
  const { account, session } = owner;
  if (token !== session.sessionToken) throw unknownKey(request);
  await verify(world, request, scope, session);
  if (session.expiresAt <= world.rules.now()) throw expired(request);
  const role = account.seenRole(session.roleName);
  if (role?.id !== session.roleId) throw unknownKey(request);
  return {
    account,
    arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${session.sessionName}`,
    userId: `${role.id}:${session.sessionName}`,
    identity: role,
    session,
  };
}

async function verify(
  world: World,
  request: AwsRequest,
  scope: CredentialScope,
  secret: Secret,
): Promise<void> {
  try {
    await verifySignature(request, scope, secret, world.rules.now());
  } catch (error) {
    if (request.service === "ec2" && error instanceof AwsError && error.code === "SignatureDoesNotMatch") {
      throw authFailure();
    }
    throw error;
  }
}

function unsigned(request: AwsRequest): AwsError {
  const header = request.received.headers.authorization;
  if (header?.startsWith("AWS4-HMAC-SHA256")) {
    return new AwsError(
      "IncompleteSignature",
      400,
      "Authorization header requires Credential, SignedHeaders and Signature.",
    );
  }
  return new AwsError("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
}

const unknownKey = ({ service }: AwsRequest) =>
  service === "ec2"
    ? authFailure()
    : new AwsError("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

const expired = ({ service }: AwsRequest) =>
  service === "ec2"
    ? new AwsError("RequestExpired", 400, "Request has expired.")
    : new AwsError("ExpiredToken", 403, "The security token included in the request is expired");

const authFailure = () =>
  new AwsError("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
