import type { Sandbox } from "../sandbox.ts";
import type { Account } from "../state/account.ts";
import type { InstanceProfile, Role } from "../state/records.ts";
import { asAdministrator } from "./as-administrator.ts";

/** Changes that somebody makes to a role after its registration. */
export const SCENES = [
  "policy_detached",
  "role_deleted",
  "role_recreated",
  "trust_changed",
  "boundary_added",
  "boundary_changed",
  "profile_emptied",
  "profile_other_role",
  "profile_deleted",
  "node_policy_moved",
  "inline_deny_added",
] as const;

export type SceneName = (typeof SCENES)[number];

/** `policyArn` is for `policy_detached`; the first attached policy if absent. */
export type SceneInput = { accountId: string; roleName: string; scene: SceneName; policyArn?: string };

type Stage = {
  account: Account;
  role: Role;
  input: SceneInput;
  /** Makes a call as the account's administrator. */
  call: (action: string, form: Record<string, string>) => void;
};

/**
 * Makes the calls of a change as the account's administrator.
 * @throws TypeError for an unknown change or role
 */
export function playScene(sandbox: Sandbox, input: SceneInput): void {
  const { accountId, roleName, scene } = input;
  const account = sandbox.world.account(accountId);
  const role = account?.role(roleName);
  if (!account || !role) throw new TypeError(`There is no role ${roleName} in account ${accountId}`);
  const play = PLAYS[scene];
  if (!play) throw new TypeError(`There is no scene ${scene}: ${SCENES.join(", ")}`);
  play({ account, role, input, call: (action, form) => asAdministrator(sandbox, accountId, action, form) });
}

const PLAYS: Record<SceneName, (stage: Stage) => void> = {
  policy_detached: ({ role, input, call }) => {
    const PolicyArn = input.policyArn ?? role.attached[0];
    if (!PolicyArn) throw new TypeError(`The role ${role.name} has no policy to detach`);
    call("DetachRolePolicy", { RoleName: role.name, PolicyArn });
  },
  role_deleted: deleteRole,
  role_recreated: (stage) => {
    const { role, call } = stage;
    deleteRole(stage);
    call("CreateRole", {
      RoleName: role.name,
      Path: role.path,
      AssumeRolePolicyDocument: role.trust.text,
    });
  },
  trust_changed: ({ role, call }) => {
    call("UpdateAssumeRolePolicy", { RoleName: role.name, PolicyDocument: TRUSTS_LAMBDA });
  },
  boundary_added: ({ account, role, call }) => {
    bound({ account, role, call }, "drift-storage-only", STORAGE_ONLY);
  },
  boundary_changed: ({ account, role, call }) => {
    bound({ account, role, call }, "drift-no-sessions", NO_SESSIONS);
  },
  profile_emptied: (stage) => {
    for (const profile of profilesOf(stage)) empty(stage, profile);
  },
  profile_other_role: (stage) => {
    const { role, call } = stage;
    const RoleName = `${role.name.slice(0, 58)}-other`;
    call("CreateRole", { RoleName, AssumeRolePolicyDocument: role.trust.text });
    for (const profile of profilesOf(stage)) {
      empty(stage, profile);
      call("AddRoleToInstanceProfile", { InstanceProfileName: profile.name, RoleName });
    }
  },
  profile_deleted: (stage) => {
    for (const profile of profilesOf(stage)) {
      empty(stage, profile);
      stage.call("DeleteInstanceProfile", { InstanceProfileName: profile.name });
    }
  },
  node_policy_moved: ({ account, call }) => {
    const PolicyArn = account.arn("policy/rolecall-node");
    call("CreatePolicyVersion", { PolicyArn, PolicyDocument: DESCRIBES_ONLY, SetAsDefault: "true" });
  },
  inline_deny_added: ({ role, call }) => {
    const form = { RoleName: role.name, PolicyName: "incident-2291", PolicyDocument: DENIES_SESSIONS };
    call("PutRolePolicy", form);
  },
};

/** Deletes a role in the order that IAM demands: out of its profiles, policies off, then the role. */
function deleteRole(stage: Stage): void {
  const { role, call } = stage;
  const RoleName = role.name;
  for (const profile of profilesOf(stage)) empty(stage, profile);
  for (const PolicyArn of role.attached) call("DetachRolePolicy", { RoleName, PolicyArn });
  for (const PolicyName of Object.keys(role.inline)) call("DeleteRolePolicy", { RoleName, PolicyName });
  call("DeleteRole", { RoleName });
}

const profilesOf = ({ account, role }: Stage): InstanceProfile[] =>
  account.tables.instanceProfiles.valuesIn(role.name);

const empty = ({ role, call }: Stage, { name }: InstanceProfile) =>
  call("RemoveRoleFromInstanceProfile", { InstanceProfileName: name, RoleName: role.name });

type Bounding = Pick<Stage, "account" | "role" | "call">;

function bound({ account, role, call }: Bounding, PolicyName: string, PolicyDocument: string): void {
  const isThere = account.tables.policies.get(PolicyName) !== undefined;
  if (!isThere) call("CreatePolicy", { PolicyName, PolicyDocument });
  const PermissionsBoundary = account.arn(`policy/${PolicyName}`);
  call("PutRolePermissionsBoundary", { RoleName: role.name, PermissionsBoundary });
}

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const TRUSTS_LAMBDA = document({
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});
const STORAGE_ONLY = document({ Effect: "Allow", Action: ["s3:*"], Resource: "*" });
const DENIES_SESSIONS = document({ Effect: "Deny", Action: ["ssm:*", "ssmmessages:*"], Resource: "*" });
const NO_SESSIONS = document(
  { Effect: "Allow", Action: "*", Resource: "*" },
  { Effect: "Deny", Action: ["ssm:*", "ssmmessages:*"], Resource: "*" },
);
const DESCRIBES_ONLY = document({ Effect: "Allow", Action: ["ec2:DescribeInstances"], Resource: "*" });
