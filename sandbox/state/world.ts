import { Trail } from "../trail/trail.ts";
import { Account, type Kind, type Write } from "./account.ts";
import { parseArn } from "./arns.ts";
import { awsManagedPolicies } from "./aws-managed.ts";
import { Journal } from "./journal.ts";
import type { AccountSettings, ManagedPolicy, Session, User } from "./records.ts";
import type { TableRules } from "./table.ts";

/** An account from the seed: settings, and its first records. */
export type SeededAccount = { id: string; settings: AccountSettings; writes: Write[] };

export type KeyOwner =
  | { kind: "user"; account: Account; user: User; secret: string }
  | { kind: "session"; account: Account; session: Session };

/** All accounts, and the AWS managed policies. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly rules: TableRules;
  readonly trail = new Trail();
  readonly #journal: Journal | undefined;
  readonly #seed: SeededAccount[];
  #keys = new Map<string, { account: Account; userName?: string }>();

  constructor(seed: SeededAccount[], rules: TableRules, statePath: string | undefined) {
    this.#seed = seed;
    this.rules = rules;
    this.#journal = statePath === undefined ? undefined : new Journal(statePath);
    this.#build(this.#journal?.writes() ?? []);
  }

  account(id: string): Account | undefined {
    return this.accounts.get(id);
  }

  /** Returns the owner of an access key: a user, or a session that may have expired. */
  keyOwner(accessKeyId: string): KeyOwner | undefined {
    const held = this.#keys.get(accessKeyId);
    if (!held) return undefined;
    const { account, userName } = held;
    if (userName === undefined) {
      const session = account.tables.sessions.get(accessKeyId);
      return session && { kind: "session", account, session };
    }
    const user = account.user(userName);
    const secret = user?.accessKeys.find((key) => key.id === accessKeyId)?.secret;
    return user && secret ? { kind: "user", account, user, secret } : undefined;
  }

  /** Adds a session. Session credentials work at once; only IAM's records take time to propagate. */
  addSession(account: Account, session: Session): void {
    account.tables.sessions.set(session.accessKeyId, session);
    this.#keys.set(session.accessKeyId, { account });
  }

  /**
   * Returns a managed policy by ARN, in its latest version: the partition's AWS managed one, or one of the ARN's
   * account.
   */
  policy(arn: string): ManagedPolicy | undefined {
    return this.#findPolicy(arn, (account, name) => account.tables.policies.get(name));
  }

  /** The same, as visible to reads. */
  seenPolicy(arn: string): ManagedPolicy | undefined {
    return this.#findPolicy(arn, (account, name) => account.tables.policies.seen(name));
  }

  flush(): void {
    this.#journal?.flush();
  }

  /** Resets to the seed. */
  reset(): void {
    this.#journal?.clear();
    this.#build([]);
  }

  close(): void {
    this.#journal?.close();
  }

  #build(writes: Write[]): void {
    this.accounts.clear();
    this.#keys = new Map();
    for (const { id, settings, writes: seeded } of this.#seed) {
      this.accounts.set(id, new Account(id, settings, this.rules, (write) => this.#journal?.record(write)));
      seeded.forEach((write) => this.#load(write));
    }
    writes.forEach((write) => this.#load(write));
  }

  #load([accountId, kind, key, record]: Write): void {
    const account = this.accounts.get(accountId);
    // An account that the current seed no longer has.
    if (!account) return;
    account.tables[kind satisfies Kind].load(key, (record ?? undefined) as never);
    if (kind === "sessions") this.#keys.set(key, { account });
    if (kind !== "users") return;
    for (const { id } of (record as User).accessKeys)
      this.#keys.set(id, { account, userName: (record as User).name });
  }

  #findPolicy(arn: string, read: (account: Account, name: string) => ManagedPolicy | undefined) {
    const parsed = parseArn(arn);
    if (!parsed) return undefined;
    if (parsed.accountId === "aws") return awsManagedPolicies(parsed.partition).get(arn);
    const account = this.accounts.get(parsed.accountId);
    const name = parsed.resource.slice(parsed.resource.lastIndexOf("/") + 1);
    const policy = account && read(account, name.toLowerCase());
    return policy?.arn === arn ? policy : undefined;
  }
}
