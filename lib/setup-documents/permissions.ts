/** What the connection role may do, and why: the least that registering takes. Browser-safe. */
import { ec2Services } from "#lib/aws/partition.ts";
import type { JsonObject, PolicyJson } from "#lib/iam-policy/parse.ts";
import { CONNECTION_PATH, connectionRolePath, roleScopeArn, type Setup } from "./setup.ts";

export type PermittedAction = { action: string; why: string };

/** One statement of the connection role's policy, with its reasons. */
export type Permission = {
  sid: string;
  why: string;
  actions: PermittedAction[];
  resources: string[];
  condition?: JsonObject;
  /** A Deny of everything but the actions listed. */
  deniesOthers?: true;
};

export type PermissionScope = Pick<
  Setup,
  | "accountId"
  | "partition"
  | "connectionRoleName"
  | "connectionRolePath"
  | "rolePrefix"
  | "rolePath"
  | "requiredPolicies"
  | "includeBulkRead"
  | "includeAttach"
  | "neverMakeProfiles"
  | "includeListRoles"
>;

/** Every permission of the connection role. No write has a wildcard that reaches beyond the roles in scope. */
export function connectionPermissions(setup: PermissionScope): Permission[] {
  const ownPolicies = setup.requiredPolicies.filter(({ kind }) => kind === "customer_managed");
  return [
    readRoles(setup),
    attachRequired(setup, [roleScopeArn(setup, setup)]),
    ...(ownPolicies.length > 0 ? [readOwnPolicies(ownPolicies.map(({ arn }) => arn))] : []),
    setup.neverMakeProfiles ? leaveProfiles(setup) : ownProfiles(setup),
    readProfiles(setup),
    ...(setup.neverMakeProfiles && !setup.includeAttach
      ? []
      : [passToEc2(setup, [roleScopeArn(setup, setup)])]),
    readAccount(),
    readInstances(),
    ...(setup.includeListRoles ? [listRoles()] : []),
    ...(setup.includeBulkRead ? [readInBulk()] : []),
    ...(setup.includeAttach ? [readAssociations(), attachToInstances(setup)] : []),
    neverItself(setup),
  ];
}

/**
 * The statements that allow some actions as the set-up documents would, conditions included, cut down to those
 * actions. `resource`, if it is an ARN, takes the place of the statement's own. Unknown actions are allowed on it.
 */
export function permissionsToAllow(
  denied: readonly { action: string; resource?: string }[],
  setup: Omit<PermissionScope, "includeBulkRead" | "includeAttach" | "includeListRoles">,
): Permission[] {
  const all = connectionPermissions({
    ...setup,
    includeBulkRead: true,
    includeAttach: true,
    includeListRoles: true,
    neverMakeProfiles: false,
  }).filter((one) => !one.deniesOthers);
  const known = all.flatMap((permission) => {
    const wanted = denied.filter(({ action }) => permission.actions.some((one) => one.action === action));
    if (wanted.length === 0) return [];
    const arns = wanted.flatMap(({ resource }) => (resource?.startsWith("arn:") ? [resource] : []));
    return [
      {
        ...permission,
        actions: permission.actions.filter(({ action }) => wanted.some((one) => one.action === action)),
        resources: arns.length > 0 ? [...new Set(arns)] : permission.resources,
      },
    ];
  });
  const others = denied.filter(
    ({ action }) => !known.some(({ actions }) => actions.some((one) => one.action === action)),
  );
  const unknown = others.map(({ action, resource }, index) => ({
    sid: `Missing${index + 1}`,
    why: "Rolecall was refused it.",
    actions: [{ action, why: "Rolecall was refused it" }],
    resources: [resource?.startsWith("arn:") ? resource : "*"],
  }));
  return [...known, ...unknown];
}

/** The policy document of some permissions. */
export function permissionDocument(permissions: Permission[]): PolicyJson {
  return { Version: "2012-10-17", Statement: permissions.map(statementOf) };
}

type Account = Pick<Setup, "accountId" | "partition">;

function readRoles({ partition, accountId }: Account): Permission {
  return {
    sid: "ReadRoles",
    why: "Rolecall looks at a role before it changes anything, and goes on checking it afterwards.",
    actions: [
      { action: "iam:GetRole", why: "finds the role and reads whom it trusts" },
      { action: "iam:ListAttachedRolePolicies", why: "sees which policies are attached already" },
      { action: "iam:ListRolePolicies", why: "sees which policies are written into the role" },
      { action: "iam:GetRolePolicy", why: "finds the statement that denies what a machine needs" },
      { action: "iam:ListInstanceProfilesForRole", why: "uses the instance profile the role has already" },
      { action: "iam:SimulatePrincipalPolicy", why: "asks AWS what a boundary or an SCP takes away" },
    ],
    resources: [`arn:${partition}:iam::${accountId}:role/*`],
  };
}

/** Attaching is allowed for the required policies and no other, so that it cannot be used to gain rights. */
export function attachRequired(
  { requiredPolicies }: { requiredPolicies: { arn: string }[] },
  roleArns: string[],
): Permission {
  return {
    sid: "AttachOnlyRequiredPolicies",
    why: "Rolecall attaches the required policies, and detaches those it attached. Others it cannot touch.",
    actions: [
      { action: "iam:AttachRolePolicy", why: "attaches a required policy" },
      { action: "iam:DetachRolePolicy", why: "takes it back when the role is deleted in Rolecall" },
    ],
    resources: roleArns,
    condition: { ArnEquals: { "iam:PolicyARN": requiredPolicies.map(({ arn }) => arn) } },
  };
}

function readOwnPolicies(arns: string[]): Permission {
  return {
    sid: "ReadRequiredPolicies",
    why: "Rolecall checks that its policy in this account is there and up to date.",
    actions: [
      { action: "iam:GetPolicy", why: "sees that the policy is there" },
      { action: "iam:GetPolicyVersion", why: "sees that it is the current version" },
    ],
    resources: arns,
  };
}

/** Profiles are written only below Rolecall's own path. */
export function ownProfiles({ partition, accountId }: Account): Permission {
  return {
    sid: "OwnInstanceProfiles",
    why: "EC2 takes a role in an instance profile. Rolecall makes one where there is none, only below /rolecall/.",
    actions: [
      { action: "iam:CreateInstanceProfile", why: "makes the profile" },
      { action: "iam:TagInstanceProfile", why: "marks it as made by Rolecall" },
      { action: "iam:AddRoleToInstanceProfile", why: "puts the role into it" },
      {
        action: "iam:RemoveRoleFromInstanceProfile",
        why: "takes the role out again when it is deleted in Rolecall",
      },
      { action: "iam:DeleteInstanceProfile", why: "removes the profile it made" },
    ],
    resources: [`arn:${partition}:iam::${accountId}:instance-profile/rolecall/*`],
  };
}

/** The permissions to undo alone, for profiles that Rolecall made under an earlier setting. */
function leaveProfiles(account: Account): Permission {
  const all = ownProfiles(account);
  return {
    ...all,
    why: "Rolecall makes no instance profiles in this account. It takes back those it made before that was chosen.",
    actions: all.actions.filter(({ action }) => /^iam:(Remove|Delete)/.test(action)),
  };
}

export function readProfiles({ partition, accountId }: Account): Permission {
  return {
    sid: "ReadInstanceProfiles",
    why: "Rolecall reuses a profile that is there, and does not take a name that is in use.",
    actions: [{ action: "iam:GetInstanceProfile", why: "reads which role a profile holds" }],
    resources: [`arn:${partition}:iam::${accountId}:instance-profile/*`],
  };
}

/** `iam:PassedToService` keeps the role from being handed to anything but EC2. */
export function passToEc2({ partition }: Pick<Account, "partition">, roleArns: string[]): Permission {
  const services = ec2Services(partition);
  return {
    sid: "PassRolesToEc2Only",
    why: "AWS asks for this when a role is put into an instance profile.",
    actions: [{ action: "iam:PassRole", why: "hands the role to EC2 and to no other service" }],
    resources: roleArns,
    condition: {
      StringEquals: { "iam:PassedToService": services.length === 1 ? (services[0] as string) : services },
    },
  };
}

type ConnectionRole = Account & Pick<Setup, "connectionRoleName" | "connectionRolePath">;

/**
 * Whatever else the connection role is allowed, it may look at itself and at other connection roles, and change none:
 * a policy attached to itself would be a right gained.
 */
export function neverItself(setup: ConnectionRole): Permission {
  const { partition, accountId, connectionRoleName } = setup;
  const roles = `arn:${partition}:iam::${accountId}:role`;
  const path = connectionRolePath(setup);
  const own = path.startsWith(CONNECTION_PATH) ? [] : [`${roles}${path}${connectionRoleName}`];
  return {
    sid: "NeverTheConnectionRole",
    why: "The connection role cannot change itself, nor be handed to a machine, whatever it is allowed otherwise.",
    actions: [
      { action: "iam:Get*", why: "it may still be looked at" },
      { action: "iam:List*", why: "it may still be looked at" },
      { action: "iam:SimulatePrincipalPolicy", why: "the account check proves this very statement" },
    ],
    resources: [`${roles}${CONNECTION_PATH}*`, ...own],
    deniesOthers: true,
  };
}

function readAccount(): Permission {
  return {
    sid: "ReadAccount",
    why: "Rolecall counts free quota before it writes, and shows the account's name.",
    actions: [
      { action: "iam:GetAccountSummary", why: "reads how many policies a role may carry here" },
      { action: "iam:ListAccountAliases", why: "shows the account's name" },
    ],
    resources: ["*"],
  };
}

function readInstances(): Permission {
  return {
    sid: "ReadInstances",
    why: "Before an instance profile is removed, Rolecall looks whether a machine still uses it.",
    actions: [
      { action: "ec2:DescribeRegions", why: "knows which Regions to look in" },
      { action: "ec2:DescribeInstances", why: "finds the machines that use the profile" },
    ],
    resources: ["*"],
  };
}

function listRoles(): Permission {
  return {
    sid: "ListRoles",
    why: "Admins pick roles from a list in place of pasting ARNs. It shows Rolecall the name and the trust policy of every role of the account.",
    actions: [{ action: "iam:ListRoles", why: "lists the account's roles when an admin asks for them" }],
    resources: ["*"],
  };
}

function readInBulk(): Permission {
  return {
    sid: "ReadInBulk",
    why: "One call in place of four for each role, for accounts with many registered roles. It shows Rolecall all users, groups, roles and policies of the account.",
    actions: [
      {
        action: "iam:GetAccountAuthorizationDetails",
        why: "reads all roles at once; only registered ones are kept",
      },
    ],
    resources: ["*"],
  };
}

function readAssociations(): Permission {
  return {
    sid: "ReadAssociations",
    why: "Rolecall shows how far EC2 is with an instance profile, and changes only what it has just read.",
    actions: [
      {
        action: "ec2:DescribeIamInstanceProfileAssociations",
        why: "reads which profile is on a machine, and whether it has arrived",
      },
    ],
    resources: ["*"],
  };
}

/** Which roles may be handed to machines is said by `iam:PassRole`, of the roles in scope (passToEc2). */
function attachToInstances({ partition, accountId }: Account): Permission {
  return {
    sid: "AttachToInstances",
    why: "An admin attaches a role to EC2 instances, replaces it or takes it off, on the page EC2 instances.",
    actions: [
      {
        action: "ec2:AssociateIamInstanceProfile",
        why: "puts the role's profile on a machine that has none",
      },
      {
        action: "ec2:ReplaceIamInstanceProfileAssociation",
        why: "puts it in the place of another while the machine runs",
      },
      { action: "ec2:DisassociateIamInstanceProfile", why: "takes a profile off a machine" },
    ],
    resources: [`arn:${partition}:ec2:*:${accountId}:instance/*`],
  };
}

function statementOf({ sid, actions, resources, condition, deniesOthers }: Permission): JsonObject {
  const names = actions.map(({ action }) => action);
  return {
    Sid: sid,
    Effect: deniesOthers ? "Deny" : "Allow",
    ...(deniesOthers ? { NotAction: names } : { Action: names }),
    Resource: resources.length === 1 ? (resources[0] as string) : resources,
    ...(condition && { Condition: condition }),
  };
}
