import { setTimeout as wait } from "node:timers/promises";
import { identityPolicies } from "../authorization/layers.ts";
import type { Faults } from "../faults/settings.ts";
import { contextOf } from "../policies/context.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { Account } from "../state/account.ts";
import { parseRoleArn } from "../state/arns.ts";
import type { World } from "../state/world.ts";
import type { TrailEvent } from "../trail/trail.ts";
import { matchesPattern, type Pattern } from "./pattern.ts";
import type { EventRule, EventTarget } from "./records.ts";
import { transform } from "./transform.ts";

type Settings = () => Pick<Faults, "eventDelayMs" | "eventLossRate">;

const ANSWER_WITHIN_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const DEFAULT_RETRIES = 185;

/** Delivers events to the API destinations of matching rules, until it is stopped. */
export class Delivery {
  readonly #world: World;
  readonly #settings: Settings;
  readonly #stopping = new AbortController();

  constructor(world: World, settings: Settings) {
    this.#world = world;
    this.#settings = settings;
    world.trail.onEvent((event) => this.#take(event));
  }

  stop(): void {
    this.#stopping.abort();
  }

  #take(event: TrailEvent): void {
    const account = this.#world.account(event.recipientAccountId);
    if (!account) return;
    const envelope = envelopeOf(event);
    for (const rule of account.tables.eventRules.values()) {
      if (!rule.isEnabled || rule.region !== event.awsRegion) continue;
      if (!matchesPattern(rule.pattern, envelope as unknown as Pattern)) continue;
      for (const target of rule.targets) {
        // Stopping the sandbox cancels deliveries under way.
        this.#deliver(account, rule, target, envelope).catch(() => {});
      }
    }
  }

  async #deliver(account: Account, rule: EventRule, target: EventTarget, envelope: object): Promise<void> {
    const { eventDelayMs, eventLossRate } = this.#settings();
    if (Math.random() < eventLossRate || !mayInvoke(this.#world, account, target)) return;
    const { signal } = this.#stopping;
    await wait(eventDelayMs, undefined, { signal });
    const retries = target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES;
    for (let attempt = 0; attempt <= retries; attempt++) {
      if (attempt > 0) await wait(backoff(attempt), undefined, { signal });
      const isOver = await this.#send(account, rule, target, envelope);
      if (isOver) return;
    }
  }

  /**
   * Makes one attempt.
   * @returns whether delivery has ended: accepted, or refused permanently
   */
  async #send(
    account: Account,
    { region }: EventRule,
    target: EventTarget,
    envelope: object,
  ): Promise<boolean> {
    const destination = account.tables.apiDestinations.values().find(({ arn }) => arn === target.Arn);
    const connection = account.tables.eventConnections
      .values()
      .find(({ arn }) => arn === destination?.connectionArn);
    if (!destination || !connection || destination.region !== region) return true;
    const body = target.InputTransformer
      ? transform(target.InputTransformer, envelope)
      : JSON.stringify(envelope);
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.#stopping.signal]);
    const request = {
      method: destination.method,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        range: "bytes=0-1048575",
        [connection.apiKey.name]: connection.apiKey.value,
      },
      body,
      signal,
    };
    const status = await fetch(destination.endpoint, request).then(
      (answer) => answer.status,
      () => 599,
    );
    return !RETRIED.has(status) && status < 500;
  }
}

const RETRIED = new Set([401, 407, 409, 429]);

const backoff = (attempt: number) => Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);

/** Whether the target's role trusts EventBridge and allows the destination. */
function mayInvoke(world: World, account: Account, { Arn, RoleArn }: EventTarget): boolean {
  const role = account.seenRole(parseRoleArn(RoleArn ?? "")?.name ?? "");
  if (!role?.trust.text.includes('"events.amazonaws.com"')) return false;
  const question = { action: "events:InvokeApiDestination", resource: Arn, context: contextOf() };
  return evaluate(identityPolicies(world, role), question).effect === "allowed";
}

/** An event as EventBridge delivers it from CloudTrail [EventBridge User Guide, eb-service-event-cloudtrail]. */
function envelopeOf(event: TrailEvent) {
  const [service = ""] = event.eventSource.split(".");
  return {
    version: "0",
    id: event.eventID,
    "detail-type": "AWS API Call via CloudTrail",
    source: `aws.${service}`,
    account: event.recipientAccountId,
    time: event.eventTime,
    region: event.awsRegion,
    resources: [],
    detail: event,
  };
}
