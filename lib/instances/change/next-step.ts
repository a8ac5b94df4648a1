/**
 * Decides the next step for one instance from EC2's current state and the recorded intent alone, so that another worker
 * can continue after a crash. Pure.
 */
import type { Association } from "#lib/aws/ec2/association.ts";
import type { Ec2Instance } from "#lib/aws/ec2/describe-instances.ts";
import type { ChangeItem, Facts, Outcome, Reason } from "./item.ts";

export type Seen = { instance?: Ec2Instance; associations: Association[] };

export type NextStep =
  | { do: "settle"; outcome: Outcome; associationId?: string }
  | { do: "fail"; reason: Reason; facts: Facts }
  | { do: "wait" }
  | { do: "associate"; current: null }
  | { do: "replace" | "disassociate"; current: Association };

const WAIT = { do: "wait" } as const;
const fail = (reason: Reason, facts: Facts = {}): NextStep => ({ do: "fail", reason, facts });

export function nextStep(item: ChangeItem, { instance, associations }: Seen): NextStep {
  if (!instance) return fail("instance_gone");
  const current = associations.find(({ state }) => state === "associating" || state === "associated") ?? null;
  if (isOver(instance)) return fail("instance_state", { state: instance.state });
  if (isChangedSince(item, current)) return fail("changed_since", onIt(current));
  const isLeaving = associations.some(({ state }) => state === "disassociating");
  if (isWanted(item, current)) {
    if (isLeaving || current?.state === "associating") return WAIT;
    return { do: "settle", outcome: outcomeOf(item), ...(current && { associationId: current.id }) };
  }
  if (instance.state !== "running" && instance.state !== "stopped") {
    return fail("instance_state", { state: instance.state });
  }
  if (!current) return isLeaving || isMadeButUnseen(item) ? WAIT : { do: "associate", current };
  // EC2 still shows what was removed or replaced recently.
  if (item.made && current.id === item.before?.association?.id) return WAIT;
  if (isOfSomebodyElse(item, current)) return fail("instance_in_use", onIt(current));
  if (item.wanted && instance.state === "running") return { do: "replace", current };
  return { do: "disassociate", current };
}

const isOver = ({ state }: Ec2Instance) => state === "terminated" || state === "shutting-down";

/** Compares profile ids: a recreated profile of the same name does not work on the instance. */
function isWanted({ wanted }: ChangeItem, current: Association | null): boolean {
  return wanted ? current?.profileId === wanted.id : current === null;
}

/** Undoing restores only what the change left, and nothing changed since. */
function isChangedSince({ expected, intent }: ChangeItem, current: Association | null): boolean {
  return expected !== undefined && !intent && (current?.id ?? null) !== expected.associationId;
}

/** Another association is on its way, or was made after the first call was recorded. */
function isOfSomebodyElse({ before }: ChangeItem, current: Association): boolean {
  if (current.state === "associating") return true;
  return before !== undefined && current.id !== before.association?.id;
}

/** EC2 does not show the association that a call returned yet. */
const isMadeButUnseen = ({ intent, made }: ChangeItem) => made !== undefined && intent !== "disassociate";

function outcomeOf({ wanted, intent, before }: ChangeItem): Outcome {
  if (!intent) return "unchanged";
  if (!wanted) return "detached";
  return before?.association ? "replaced" : "attached";
}

const onIt = (current: Association | null): Facts => (current ? { profileArn: current.profileArn } : {});
