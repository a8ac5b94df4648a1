/** Proposes a trust policy that lets EC2 in, changing as little of its owner's as will do. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import { holdForEc2 } from "./conditions.ts";
import {
  isObject,
  type JsonObject,
  type PolicyDocument,
  type PolicyJson,
  readPolicy,
  type Statement,
  strings,
} from "./parse.ts";
import {
  addServiceToPlainAllow,
  exceptForEc2,
  isAllowOfJust,
  isPrincipalLess,
  oneOrMany,
  type RawStatement,
  rawStatements,
  withoutFailingConditions,
  withoutPrincipals,
  withStatements,
} from "./raw-statements.ts";
import { ASSUME_ROLE, concernsEc2, EC2_SERVICE, isEc2, mayEc2Assume, namesEc2 } from "./trust.ts";
import { shortestEquivalent, TRUST_POLICY_QUOTA, trustPolicySize } from "./trust-size.ts";
import { isDeletedPrincipal } from "./trusted-parties.ts";

/** The smallest trust policy of an instance role. */
export const EC2_TRUST_POLICY: PolicyJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: EC2_SERVICE }, Action: ASSUME_ROLE }],
};

/** What the proposal takes away or loosens, so that it can be said. `statement`: its place in the present policy, from 0. */
export type TrustChange =
  | { kind: "deleted_principals_left_out"; principals: string[]; statement: number; wholly: boolean }
  | { kind: "deny_removed"; statement: number }
  | { kind: "deny_spares_ec2"; statement: number }
  | { kind: "not_principal_removed"; statement: number }
  | { kind: "service_name_corrected"; statement: number; from: string }
  | { kind: "conditions_dropped"; statement: number; keys: string[]; staysForOthers: boolean }
  | { kind: "shortened" };

export type TrustProposal = {
  /** The policy as it is, its principals in order: AWS returns them shuffled. */
  before: PolicyJson;
  /** A policy that IAM takes, apart from its length. */
  after: PolicyJson;
  changes: TrustChange[];
  /** Characters of `after` as IAM counts them, and the quota that it has to fit in. */
  size: number;
  quota: number;
};

/**
 * The trust policy with EC2 let in. Denies that cover EC2 for certain spare it; EC2 joins a list of services or gets a
 * statement of its own; of its own conditions only those go that EC2 cannot meet. IDs that AWS shows in place of
 * deleted principals are left out, because IAM does not store them again. Everything else stays.
 */
export function proposeEc2Trust(document: PolicyDocument, partition: Partition): TrustProposal {
  const before = withStatements(document.json, rawStatements(document.json).map(sorted));
  const changes: TrustChange[] = [];
  const kept = rawStatements(before).flatMap((json, index) => {
    const read = document.statements[index];
    const storable = read
      ? withoutUnstorable(inSmallLetters(json, index, changes), read, index, changes)
      : null;
    const sparing = storable && read && sparingEc2(storable, read, { index, partition, changes });
    return sparing && read ? [{ json: sparing, read, index }] : [];
  });
  const narrowed = withStatements(
    before,
    kept.map(({ json }) => json),
  );
  const after = mayWork(narrowed, partition)
    ? narrowed
    : withStatements(before, addingEc2(kept, { partition, changes }));
  return fitted(before, after, changes);
}

type Kept = { json: RawStatement; read: Statement; index: number };
type Noting = { partition: Partition; changes: TrustChange[] };

/** Raises nothing above what fits: a shorter way of writing the same is taken only where it is needed. */
function fitted(before: PolicyJson, after: PolicyJson, changes: TrustChange[]): TrustProposal {
  // A policy that is stored already fits in whatever quota the account has.
  const quota = Math.max(TRUST_POLICY_QUOTA, trustPolicySize(before));
  const size = trustPolicySize(after);
  if (size <= quota) return { before, after, changes, size, quota };
  const shorter = shortestEquivalent(after);
  const shortened: TrustChange[] = [...changes, { kind: "shortened" }];
  return { before, after: shorter, changes: shortened, size: trustPolicySize(shorter), quota };
}

/** IAM refuses EC2's name in other letters; where it is allowed in them, EC2 was meant. */
function inSmallLetters(json: JsonObject, statement: number, changes: TrustChange[]): JsonObject {
  const { Effect, Principal } = json;
  const services = isObject(Principal) ? strings(Principal.Service) : [];
  const from = services.find((name) => name !== EC2_SERVICE && name.toLowerCase() === EC2_SERVICE);
  if (Effect !== "Allow" || !isObject(Principal) || from === undefined) return json;
  changes.push({ kind: "service_name_corrected", statement, from });
  const corrected = services.map((name) => (name === from ? EC2_SERVICE : name));
  return sorted({ ...json, Principal: { ...Principal, Service: oneOrMany([...new Set(corrected)]) } });
}

/** Null where nothing of the statement can be stored. */
function withoutUnstorable(
  json: JsonObject,
  { principals }: Statement,
  statement: number,
  changes: TrustChange[],
): JsonObject | null {
  if (principals?.except) {
    changes.push({ kind: "not_principal_removed", statement });
    return null;
  }
  const deleted = (principals?.byKind.AWS ?? []).filter(isDeletedPrincipal).toSorted();
  if (deleted.length === 0) return json;
  const rest = withoutPrincipals(json, "AWS", isDeletedPrincipal);
  const wholly = isPrincipalLess(rest);
  changes.push({ kind: "deleted_principals_left_out", principals: deleted, statement, wholly });
  return wholly ? null : rest;
}

/** Null where the statement is a Deny for EC2 alone. */
function sparingEc2(
  json: JsonObject,
  read: Statement,
  { index, partition, changes }: Noting & { index: number },
): JsonObject | null {
  const isDeny = read.effect === "Deny" && concernsEc2(read, partition);
  // One that may not hold for EC2 protects the role from others, and stays.
  if (!isDeny || holdForEc2(read.conditions) !== "yes") return json;
  const unnamed = withoutPrincipals(json, "Service", (name) => isEc2(name, partition));
  if (isPrincipalLess(unnamed)) {
    changes.push({ kind: "deny_removed", statement: index });
    return null;
  }
  changes.push({ kind: "deny_spares_ec2", statement: index });
  const everyone = read.principals?.byKind.AWS?.includes("*") ?? false;
  return everyone ? exceptForEc2(unnamed) : unnamed;
}

/** Whether EC2 is let in, or nobody can tell that it is not. */
function mayWork(json: PolicyJson, partition: Partition): boolean {
  const parsed = readPolicy(json);
  if (!parsed.ok) return false;
  const verdict = mayEc2Assume(parsed.document, partition);
  return verdict.verdict === "allowed" || (verdict.verdict === "conditional" && !verdict.nearCertain);
}

/** EC2's own statement loses the conditions it cannot meet; failing that, EC2 joins a plain one or gets its own. */
function addingEc2(kept: Kept[], { partition, changes }: Noting): JsonObject[] {
  const statements = kept.map(({ json }) => json);
  const conditioned = kept.filter(({ read }) => isConditionedForEc2(read, partition));
  const own = conditioned.find(({ json }) =>
    isAllowOfJust(json, ASSUME_ROLE, (name) => isEc2(name, partition)),
  );
  const from = own ?? conditioned[0];
  const { json: rest, keys } = withoutFailingConditions(from?.json ?? {});
  if (from) {
    changes.push({ kind: "conditions_dropped", statement: from.index, keys, staysForOthers: !own });
  }
  if (own) return statements.with(kept.indexOf(own), rest);
  const { Condition } = rest;
  const joined =
    Condition === undefined ? addServiceToPlainAllow(statements, EC2_SERVICE, ASSUME_ROLE) : null;
  const added = { Effect: "Allow", Principal: { Service: EC2_SERVICE }, Action: ASSUME_ROLE };
  return (joined ?? [...statements, { ...added, ...(Condition !== undefined && { Condition }) }]).map(sorted);
}

function isConditionedForEc2(read: Statement, partition: Partition): boolean {
  const isConditioned = read.effect === "Allow" && read.conditions.length > 0;
  return isConditioned && namesEc2(read, partition) && concernsEc2(read, partition);
}

/** AWS returns a statement's principals in another order at every read: sorted, the same policy reads the same. */
function sorted(statement: JsonObject): JsonObject {
  const { Principal } = statement;
  if (!isObject(Principal)) return statement;
  const lists = Object.entries(Principal).map(([kind, names]) => [
    kind,
    Array.isArray(names) ? names.toSorted() : names,
  ]);
  return { ...statement, Principal: Object.fromEntries(lists) };
}
