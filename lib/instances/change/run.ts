/**
 * Carries out a change: reads all open instances, takes each one's next step, and repeats. Reads are shared; calls run
 * in parallel, within the account's limit.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { associateProfile } from "#lib/aws/ec2/associate-profile.ts";
import type { Association } from "#lib/aws/ec2/association.ts";
import { disassociateProfile } from "#lib/aws/ec2/disassociate-profile.ts";
import { replaceProfile } from "#lib/aws/ec2/replace-profile.ts";
import { AwsError, isCredentials } from "#lib/aws/errors.ts";
import type { Aws } from "#lib/aws/session.ts";
import { pause } from "#lib/waiting/wait-out.ts";
import type { Before, Call, ChangeItem, Facts, Outcome, Reason } from "./item.ts";
import { lookAt } from "./look.ts";
import { type NextStep, nextStep, type Seen } from "./next-step.ts";
import { refusedBy } from "./refused.ts";

/** Records a change while it runs. */
export type ChangeLog = {
  intend(instanceId: string, intent: { call: Call; before: Before }): Promise<void>;
  made(instanceId: string, associationId: string): Promise<void>;
  done(instanceId: string, outcome: Outcome, associationId: string | undefined): Promise<void>;
  failed(instanceId: string, reason: Reason, facts: Facts): Promise<void>;
};

export type ChangeRun = {
  aws: Aws;
  region: string;
  items: ChangeItem[];
  /** How many instances are changed in parallel. */
  atOnce: number;
  /** How long EC2 may take to show a write, or to see a profile, in milliseconds. */
  patienceMs: number;
  log: ChangeLog;
  signal: AbortSignal;
};

/** The first read after a call comes soon; later ones less and less often. */
const SOON_MS = 200;
const SLOWEST_PAUSE = 3;

/** @throws AwsError where EC2 cannot be looked at; whatever the log throws */
export async function runChange(run: ChangeRun): Promise<void> {
  const { signal, items } = run;
  const limit = pLimit(run.atOnce);
  const open = new Map(items.map((item) => [item.instanceId, { item, movedAt: Date.now() }]));
  for (let quiet = 0; ; ) {
    signal.throwIfAborted();
    const seen = await lookAt(run, [...open.keys()]);
    const moves = [...open.values()].map((each) =>
      limit(async () => {
        signal.throwIfAborted();
        const moved = await advance(run, each, seen(each.item.instanceId));
        if (moved === "ended") open.delete(each.item.instanceId);
        if (moved !== "waits") each.movedAt = Date.now();
        return moved !== "waits";
      }),
    );
    const isMoving = (await allOf(moves)).includes(true);
    if (open.size === 0) return;
    quiet = isMoving ? 0 : quiet + 1;
    await sleep(isMoving ? SOON_MS : pause(Math.min(quiet, SLOWEST_PAUSE)), undefined, { signal });
  }
}

/** Waits for all, so that no call is left running after a failure. */
async function allOf<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

type Open = { item: ChangeItem; movedAt: number };
type Moved = "ended" | "moved" | "waits";

async function advance(run: ChangeRun, { item, movedAt }: Open, seen: Seen): Promise<Moved> {
  const step = nextStep(item, seen);
  const isTooLong = Date.now() - movedAt > run.patienceMs;
  switch (step.do) {
    case "settle":
      await run.log.done(item.instanceId, step.outcome, step.associationId);
      return "ended";
    case "fail":
      return end(run, item, step);
    case "wait":
      return isTooLong ? end(run, item, { reason: "not_confirmed", facts: {} }) : "waits";
    default:
      return attempt(run, item, step, isTooLong);
  }
}

type CallStep = Extract<NextStep, { current: unknown }>;

/** Records the intent before the call, and its answer after it. */
async function attempt(run: ChangeRun, item: ChangeItem, step: CallStep, isTooLong: boolean): Promise<Moved> {
  item.before ??= { association: step.current && associationOf(step.current) };
  item.intent = step.do;
  delete item.made;
  await run.log.intend(item.instanceId, { call: step.do, before: item.before });
  try {
    item.made = (await call(run, item, step)).id;
  } catch (error) {
    const isOver = isCredentials(error);
    if (isOver || !(error instanceof AwsError)) throw error;
    const refused = refusedBy(error);
    if (refused.means === "fail") return end(run, item, refused);
    if (!isTooLong) return "waits";
    const reason = refused.means === "too_early" ? "profile_not_usable" : "instance_in_use";
    return end(run, item, { reason, facts: { code: error.code } });
  }
  await run.log.made(item.instanceId, item.made);
  return "moved";
}

const associationOf = ({ id, profileArn, profileId }: Association) => ({ id, profileArn, profileId });

function call({ aws, region }: ChangeRun, item: ChangeItem, step: CallStep): Promise<Association> {
  const { instanceId, wanted } = item;
  const profileArn = wanted?.arn ?? "";
  switch (step.do) {
    case "associate":
      return associateProfile(aws, { region, instanceId, profileArn });
    case "replace":
      return replaceProfile(aws, { region, associationId: step.current.id, profileArn });
    default:
      return disassociateProfile(aws, { region, associationId: step.current.id });
  }
}

async function end(
  run: ChangeRun,
  item: ChangeItem,
  { reason, facts }: { reason: Reason; facts: Facts },
): Promise<"ended"> {
  const left = await putBack(run, item, reason);
  await run.log.failed(item.instanceId, reason, { ...facts, ...left });
  return "ended";
}

/** A stopped instance has no profile between two calls: where the second is refused, its own is restored. */
async function putBack(
  { aws, region }: ChangeRun,
  { instanceId, intent, made, before, wanted }: ChangeItem,
  reason: Reason,
): Promise<Facts> {
  const taken = before?.association;
  const isOff = intent === "associate" && !made && reason !== "instance_gone" && reason !== "instance_in_use";
  if (!taken || !wanted || !isOff) return {};
  try {
    await associateProfile(aws, { region, instanceId, profileArn: taken.profileArn });
    return { left: "put_back" };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { left: "without_profile" };
  }
}
