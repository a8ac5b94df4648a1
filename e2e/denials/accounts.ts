/** AWS accounts in each of which one kind of policy denies the connection role one action. */
import type { AccountSeed, RoleSeed } from "#sandbox/seed/account-seed.ts";
import { buildAccount } from "#sandbox/seed/build.ts";
import { connectionRole, nodePolicy } from "#sandbox/seed/connection.ts";
import { allow, deny, policy, trustsEc2 } from "#sandbox/seed/documents.ts";
import { organization } from "#sandbox/seed/organizations.ts";
import { PLATFORMS } from "#sandbox/seed/platforms.ts";
import type { Seed } from "#sandbox/seed/seed.ts";

/** How an account denies: the layer, whether explicitly, and whether AWS names the policy. */
export const WAYS = {
  "identity, not granted": { layer: "identity", explicit: false },
  "identity, an inline Deny": { layer: "identity", explicit: true },
  "identity, a Deny in a managed policy": {
    layer: "identity",
    explicit: true,
    names: /:policy\/guard-rail$/,
  },
  "boundary, not allowed": { layer: "boundary", explicit: false },
  "boundary, a Deny": { layer: "boundary", explicit: true, names: /:policy\/fence$/ },
  "SCP, not listed": { layer: "scp", explicit: false },
  "SCP, a Deny": { layer: "scp", explicit: true, names: /:organizations::.*\/service_control_policy\// },
} as const;
export type Way = keyof typeof WAYS;

export type DenyingAccount = { accountId: string; action: string; way: Way };

const ways = Object.keys(WAYS) as Way[];

/** An account for each action and way, and one in which nothing is denied. */
export function denyingAccounts(actions: readonly string[]): DenyingAccount[] {
  return actions.flatMap((action, row) =>
    ways.map((way, column) => ({ accountId: accountId(row * ways.length + column + 1), action, way })),
  );
}

export const FREE = accountId(0);

export function seedOf(accounts: DenyingAccount[]): Seed {
  const customers = [free(), ...accounts.map(denying)];
  return {
    accounts: [...PLATFORMS.map(({ account }) => account), ...customers].map(buildAccount),
    platforms: PLATFORMS.map(({ account, userName, region }) => ({
      accountId: account.id,
      userName,
      region,
    })),
    connections: customers.map(({ id, alias }) => ({
      workspace: "denials",
      accountId: id,
      partition: "aws",
      alias,
      connectionRoleArn: `arn:aws:iam::${id}:role/rolecall-connection`,
      externalId: externalIdOf(id),
    })),
    lines: [],
  };
}

function accountId(index: number): string {
  return String(702_000_000_001 + index);
}

export const externalIdOf = (id: string) => `rc-denials-${id}`;
const allBut = (action: string) => policy({ Effect: "Allow", NotAction: [action], Resource: "*" });

function free(): AccountSeed {
  return account(FREE, connectionRole({ id: FREE }, { externalId: externalIdOf(FREE) }), []);
}

function denying({ accountId: id, action, way }: DenyingAccount): AccountSeed {
  const externalId = externalIdOf(id);
  const connection = (more: Parameters<typeof connectionRole>[1] extends infer O ? Partial<O> : never = {}) =>
    connectionRole({ id }, { externalId, ...more });
  switch (way) {
    case "identity, not granted":
      return account(id, connection({ without: [action] }), []);
    case "identity, an inline Deny":
      return account(id, connection({ also: [deny(action)] }), []);
    case "identity, a Deny in a managed policy":
      return account(id, { ...connection(), attached: ["guard-rail"] }, [
        { name: "guard-rail", document: policy(deny(action)) },
      ]);
    case "boundary, not allowed":
      return account(id, connection({ boundary: "fence" }), [{ name: "fence", document: allBut(action) }]);
    case "boundary, a Deny":
      return account(id, connection({ boundary: "fence" }), [
        { name: "fence", document: policy(allow("*"), deny(action)) },
      ]);
    case "SCP, not listed":
      return underOrganization(account(id, connection(), []), {
        ...organization({}),
        serviceControlPolicies: [
          { arn: "arn:aws:organizations::600142857193:policy/list", text: text(allBut(action)) },
        ],
      });
    case "SCP, a Deny":
      return underOrganization(account(id, connection(), []), organization({ scps: [policy(deny(action))] }));
    default:
      return way satisfies never;
  }
}

const text = (document: object) => JSON.stringify(document);

function account(id: string, connection: RoleSeed, policies: AccountSeed["policies"] & object): AccountSeed {
  return {
    id,
    alias: `denials-${id}`,
    policies: [nodePolicy({ id }), ...policies],
    roles: [connection, { name: "cluster", trust: trustsEc2 }],
  };
}

const underOrganization = (
  seed: AccountSeed,
  over: NonNullable<NonNullable<AccountSeed["settings"]>["organization"]>,
): AccountSeed => ({ ...seed, settings: { organization: over } });
