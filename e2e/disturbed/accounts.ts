/** The AWS accounts in which workers are killed. They are identical, so that many rounds run in parallel. */
import type { AccountSeed, RoleSeed } from "#sandbox/seed/account-seed.ts";
import { buildAccount } from "#sandbox/seed/build.ts";
import { connectionRole, nodePolicy } from "#sandbox/seed/connection.ts";
import { allow, bucketAccess, deny, policy, trustsEc2 } from "#sandbox/seed/documents.ts";
import { PLATFORMS } from "#sandbox/seed/platforms.ts";
import type { Seed } from "#sandbox/seed/seed.ts";

const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const CLOUDWATCH = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";

/** Each role is named for the situation it tests. */
export type RoleName = (typeof ROLES)[number]["name"];

const ROLES = [
  { name: "needs-everything", trust: trustsEc2 },
  // Its instance profile has another name, and one required policy is attached already.
  { name: "half-ready", trust: trustsEc2, attached: ["aws:AmazonSSMManagedInstanceCore", "team-lake"] },
  // An instance profile of its name holds another role.
  { name: "name-taken", trust: trustsEc2 },
  // One of the four policies cannot be attached.
  { name: "half-denied", trust: trustsEc2 },
  // Everything can be attached, and its boundary denies what machines need.
  { name: "bounded", trust: trustsEc2, boundary: "storage-only" },
  // One of the four policies cannot be detached.
  { name: "held-fast", trust: trustsEc2 },
  { name: "somebody-elses", trust: trustsEc2 },
  // An empty profile of its name exists below /rolecall/ with Rolecall's tag, but Rolecall did not create it.
  { name: "look-alike", trust: trustsEc2 },
  // The same without the tag, and with a required policy attached by the customer.
  { name: "unmarked", trust: trustsEc2, attached: ["aws:CloudWatchAgentServerPolicy"] },
] as const satisfies (RoleSeed & { name: string })[];

export function accountIdOf(lane: number): string {
  return String(700_000_000_001 + lane);
}

export const connectionOf = (accountId: string) => ({
  accountId,
  connectionRoleArn: `arn:aws:iam::${accountId}:role/rolecall-connection`,
  externalId: `rc-kills-${accountId}`,
});

export const roleArnIn = (accountId: string, name: RoleName) => `arn:aws:iam::${accountId}:role/${name}`;

export function seedOf(lanes: number): Seed {
  const customers = Array.from({ length: lanes }, (_, lane) => account(accountIdOf(lane)));
  return {
    accounts: [...PLATFORMS.map(({ account }) => account), ...customers].map(buildAccount),
    platforms: PLATFORMS.map(({ account, userName, region }) => ({
      accountId: account.id,
      userName,
      region,
    })),
    connections: [],
    lines: [],
  };
}

function account(id: string): AccountSeed {
  const { externalId } = connectionOf(id);
  const connection = connectionRole({ id }, { externalId });
  return {
    id,
    alias: `kills-${id}`,
    policies: [
      nodePolicy({ id }),
      { name: "team-lake", document: bucketAccess("team") },
      { name: "storage-only", document: policy(allow("s3:*")) },
    ],
    roles: [
      { ...connection, inline: { ...connection.inline, [SECURITY.name]: securityTeam(id) } },
      ...ROLES.map((role) => ({ ...role, inline: { lake: bucketAccess("lake") } })),
    ],
    instanceProfiles: [
      { name: "half-ready-nodes", path: "/team/", role: "half-ready" },
      { name: "name-taken", role: "somebody-elses" },
      { name: "look-alike", path: "/rolecall/", tags: { "rolecall:managed": "true" } },
      { name: "unmarked", path: "/rolecall/" },
      // Has the second name that Rolecall would use for another role, and is empty.
      {
        name: "needs-everything-rolecall",
        path: "/rolecall/",
        tags: { "rolecall:managed": "true", team: "data" },
      },
    ],
  };
}

/** An inline policy on the connection role, added by its account's owner. */
export const SECURITY = { role: "rolecall-connection", name: "security-team" };

export function securityTeam(accountId: string) {
  const role = (name: RoleName) => roleArnIn(accountId, name);
  return policy(
    deny("iam:AttachRolePolicy", role("half-denied"), { ArnEquals: { "iam:PolicyARN": CLOUDWATCH } }),
    deny("iam:DetachRolePolicy", role("held-fast"), { ArnEquals: { "iam:PolicyARN": SSM } }),
  );
}
