/**
 * Decides what the simulator's answers mean for one action (docs/decisions/0015-when-an-organization-is-believed.md).
 * Pure.
 */
import type { SimulatedDecision } from "#lib/aws/iam/simulate-principal-policy.ts";
import {
  type Act,
  type Answer,
  allowsRequest,
  deniesRequest,
  type KnownKeys,
} from "#lib/iam-policy/known-request.ts";
import { type PolicyDocument, parsePolicy } from "#lib/iam-policy/parse.ts";
import type { LimitingPolicies, LimitingPolicy } from "./limiting-policies.ts";

/** What certainly denies an action. */
export type Cause =
  /** A Deny in its own policies; `policies` are those known to contain it. */
  | { by: "identity"; explicit: true; policies: LimitingPolicy[] }
  /** No policy allows it. Right after an attachment the simulator may be behind. */
  | { by: "identity"; explicit: false }
  /** `explicit`: a Deny in the boundary; otherwise the boundary does not allow it. */
  | { by: "boundary"; explicit: boolean };

export type Verdict = Act &
  (
    | { outcome: "allowed" }
    | { outcome: "denied"; causes: [Cause, ...Cause[]] }
    /** It depends on these condition keys, which only a real request has. */
    | { outcome: "conditional"; keys: string[] }
    /** Only the organization denies it, as far as the simulator knows: it does not get every key of a request. */
    | { outcome: "organization" }
  );

export type Answers = {
  /** The answer with a Region and everything else that is known. */
  asked: SimulatedDecision;
  /** The answer without SCPs; absent where the organization allows it, or AWS did not answer. */
  withoutScps?: SimulatedDecision | undefined;
  /** Without SCPs it is allowed in another Region, or without one; asked where documents may not be read. */
  isOtherElsewhere?: boolean;
};

export type Limits = {
  policies: LimitingPolicies;
  known: KnownKeys;
  /** Whether an answer is examined; others count as allowed. */
  isLost: (decision: SimulatedDecision) => boolean;
};

export function judge(act: Act, answers: Answers, limits: Limits): Verdict {
  const { asked } = answers;
  if (!limits.isLost(asked)) return { ...act, outcome: "allowed" };
  const decision = asked.allowedByOrganization === false ? answers.withoutScps : asked;
  if (!decision || !limits.isLost(decision)) return { ...act, outcome: "organization" };
  const found = lookAtLayers({ ...limits, act, decision, unread: keysOfUnread(answers, limits) });
  const [first, ...others] = found.flatMap((one) => ("cause" in one ? [one.cause] : []));
  if (first) return { ...act, outcome: "denied", causes: [first, ...others] };
  const keys = new Set(found.flatMap((one) => ("keys" in one ? one.keys : [])));
  return { ...act, outcome: "conditional", keys: [...keys] };
}

/** A layer certainly denies, or it depends on keys. */
type Found = { cause: Cause } | { keys: string[] };

type Look = Omit<Limits, "isLost"> & {
  act: Act;
  decision: SimulatedDecision;
  /** The condition keys in documents that may not be read. */
  unread: string[];
};

function lookAtLayers(look: Look): [Found, ...Found[]] {
  const own = look.decision.decision === "explicitDeny" ? ownDeny(look) : undefined;
  const boundary =
    look.decision.allowedByBoundary === false ? boundaryDenies(look, own !== undefined) : undefined;
  const [first, ...rest] = [own, boundary].filter((one) => one !== undefined);
  return first ? [first, ...rest] : [remainder(look)];
}

function ownDeny({ act, decision, policies: { own }, known, unread }: Look): Found | undefined {
  const answers = own.map((policy) => ask(policy, (text) => deniesRequest(text, act, known)));
  const denying = own.filter((_, index) => answers[index]?.holds === "yes");
  if (denying.length > 0) return { cause: { by: "identity", explicit: true, policies: denying } };
  const open = keysIn(answers);
  if (open.length > 0) return { keys: open };
  const named = own.filter((policy) => policy.document === undefined && isNamed(policy, decision));
  if (named.length === 0) return undefined;
  return orOpen(unread, { by: "identity", explicit: true, policies: named });
}

/** Whether AWS's id is the policy's: an inline policy's name after the role's, or a managed policy's name. */
function isNamed({ name }: LimitingPolicy, { deniedBy = [] }: SimulatedDecision): boolean {
  return deniedBy.some((id) => id === name || id.endsWith(`_${name}`));
}

function boundaryDenies(
  { act, decision, policies: { boundary }, known, unread }: Look,
  isDeniedByOwn: boolean,
): Found {
  const denies = boundary && ask(boundary, (text) => deniesRequest(text, act, known));
  const allows = boundary && ask(boundary, (text) => allowsRequest(text, act, known));
  if (!denies || !allows) {
    const explicit = decision.decision === "explicitDeny" && !isDeniedByOwn;
    return orOpen(unread, { by: "boundary", explicit });
  }
  if (denies.holds === "yes") return { cause: { by: "boundary", explicit: true } };
  // Not allowed under any condition, so an additional conditional Deny changes nothing.
  if (allows.holds === "no") return { cause: { by: "boundary", explicit: false } };
  return orOpen(keysIn([denies, allows]), { by: "boundary", explicit: false });
}

/** Neither a visible Deny nor the boundary: nothing allows it, or a document that may not be read denies it. */
function remainder({ act, decision, policies: { own, isPartial }, known, unread }: Look): Found {
  if (decision.decision === "explicitDeny") {
    return orOpen(unread, { by: "identity", explicit: true, policies: [] });
  }
  const open = keysIn(own.map((policy) => ask(policy, (text) => allowsRequest(text, act, known))));
  const isUnread = isPartial || own.some(({ document }) => document === undefined);
  return orOpen([...open, ...(isUnread ? unread : [])], { by: "identity", explicit: false });
}

const orOpen = (keys: string[], cause: Cause): Found => (keys.length > 0 ? { keys } : { cause });

/**
 * The keys with which unreadable documents may deny: those the simulator missed, without those the request certainly
 * lacks and those that readable documents use.
 */
function keysOfUnread(answers: Answers, { policies, known }: Limits): string[] {
  const { own, boundary } = policies;
  const read = new Set([...own, ...(boundary ? [boundary] : [])].flatMap(keysAskedFor));
  const missing = (answers.withoutScps ?? answers.asked).missingContext ?? [];
  const keys = missing.filter((key) => {
    const name = key.toLowerCase();
    return known(name) === "unknown" && !read.has(name);
  });
  return [...new Set([...keys, ...(answers.isOtherElsewhere ? ["aws:RequestedRegion"] : [])])];
}

function keysAskedFor(policy: LimitingPolicy): string[] {
  const conditions = parsed(policy)?.statements.flatMap((statement) => statement.conditions) ?? [];
  return conditions.map(({ key }) => key.toLowerCase());
}

const keysIn = (answers: (Answer | undefined)[]) =>
  answers.flatMap((answer) => (answer?.holds === "unknown" ? answer.keys : []));

function ask(policy: LimitingPolicy, question: (document: PolicyDocument) => Answer): Answer | undefined {
  const document = parsed(policy);
  return document && question(document);
}

function parsed({ document }: LimitingPolicy): PolicyDocument | undefined {
  const result = document === undefined ? undefined : parsePolicy(document);
  return result?.ok ? result.document : undefined;
}
