import type { ApiDestination, EventConnection, EventRule } from "../events/records.ts";
import { iamArn } from "./arns.ts";
import type {
  AccountSettings,
  Association,
  Bucket,
  Instance,
  InstanceProfile,
  ManagedPolicy,
  Role,
  S3Object,
  Session,
  User,
} from "./records.ts";
import { Table, type TableRules } from "./table.ts";

export type Kinds = {
  aliases: { name: string };
  users: User;
  roles: Role;
  instanceProfiles: InstanceProfile;
  policies: ManagedPolicy;
  sessions: Session;
  instances: Instance;
  associations: Association;
  buckets: Bucket;
  objects: S3Object;
  eventRules: EventRule;
  eventConnections: EventConnection;
  apiDestinations: ApiDestination;
};

export type Kind = keyof Kinds;
export type Tables = { [K in Kind]: Table<Kinds[K]> };
export type Write = [accountId: string, kind: Kind, key: string, record: unknown];

const KINDS: Kind[] = [
  "aliases",
  "users",
  "roles",
  "instanceProfiles",
  "policies",
  "sessions",
  "instances",
  "associations",
  "buckets",
  "objects",
  "eventRules",
  "eventConnections",
  "apiDestinations",
];

/** Secondary indexes: profiles by their role, objects by their bucket. */
const GROUPS: { [K in Kind]?: (record: never) => string | undefined } = {
  instanceProfiles: ({ roles }: InstanceProfile) => roles[0],
  objects: ({ bucket }: S3Object) => bucket,
};

/** One AWS account. Names are unique ignoring case, so tables are keyed by the name in lower case. */
export class Account {
  readonly id: string;
  readonly settings: AccountSettings;
  readonly tables: Tables;

  constructor(id: string, settings: AccountSettings, rules: TableRules, onWrite: (write: Write) => void) {
    this.id = id;
    this.settings = settings;
    const tables = KINDS.map((kind) => [
      kind,
      new Table(rules, (key, record) => onWrite([id, kind, key, record ?? null]), GROUPS[kind]),
    ]);
    this.tables = Object.fromEntries(tables);
  }

  get partition() {
    return this.settings.partition;
  }

  arn(resource: string): string {
    return iamArn(this.partition, this.id, resource);
  }

  /** Returns a role by its exact name: names are unique ignoring case, but looked up as written. */
  role(name: string): Role | undefined {
    return exact(this.tables.roles.get(name.toLowerCase()), name);
  }

  seenRole(name: string): Role | undefined {
    return exact(this.tables.roles.seen(name.toLowerCase()), name);
  }

  instanceProfile(name: string): InstanceProfile | undefined {
    return exact(this.tables.instanceProfiles.get(name.toLowerCase()), name);
  }

  seenInstanceProfile(name: string): InstanceProfile | undefined {
    return exact(this.tables.instanceProfiles.seen(name.toLowerCase()), name);
  }

  user(name: string): User | undefined {
    return exact(this.tables.users.seen(name.toLowerCase()), name);
  }

  saveRole(role: Role): void {
    this.tables.roles.set(role.name.toLowerCase(), role);
  }

  saveInstanceProfile(profile: InstanceProfile): void {
    this.tables.instanceProfiles.set(profile.name.toLowerCase(), profile);
  }

  savePolicy(policy: ManagedPolicy): void {
    this.tables.policies.set(policy.name.toLowerCase(), policy);
  }
}

const exact = <T extends { name: string }>(record: T | undefined, name: string) =>
  record?.name === name ? record : undefined;
