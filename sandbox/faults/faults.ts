import { setTimeout as wait } from "node:timers/promises";
import { AwsError, throttling } from "../wire/errors.ts";
import type { AwsRequest } from "../wire/request.ts";
import { type FaultRule, type Faults, noFaults } from "./settings.ts";

/** Thrown to reset the connection in place of an answer. */
export class ConnectionLost extends Error {}

export type PausedCall = { id: number; action: string; when: "before" | "after"; accountIds: string[] };
type Waiting = { call: PausedCall; resume: () => void };
type Phase = "before" | "after";

/** Injects faults in front of the simulated AWS, which does not know of them. */
export class FaultLayer {
  #settings: Faults;
  /** How many calls have matched a rule so far. */
  #met = new WeakMap<FaultRule, number>();
  readonly #paused = new Map<number, Waiting>();
  #lastPause = 0;

  constructor(settings: Partial<Faults> = {}) {
    this.#settings = { ...noFaults, ...settings };
  }

  get settings(): Faults {
    return this.#settings;
  }

  /** Changes the named settings; a list replaces the one before, and its counts start again. */
  set(changes: Partial<Faults>): void {
    this.#settings = { ...this.#settings, ...changes };
  }

  reset(): void {
    this.#settings = noFaults;
    this.resume();
  }

  paused(): PausedCall[] {
    return [...this.#paused.values()].map(({ call }) => call);
  }

  /** Resumes one paused call, or all. */
  resume(id?: number): void {
    const chosen = id === undefined ? [...this.#paused.values()] : [this.#paused.get(id)];
    for (const waiting of chosen) waiting?.resume();
  }

  /**
   * Applies faults before the effect, after half the latency.
   * @throws the error to answer with instead
   */
  async before(request: AwsRequest, accountIds: string[], gone: Promise<void>): Promise<void> {
    const { latencyMs, throttleRate, throttleAccounts } = this.#settings;
    if (latencyMs > 0) await wait(latencyMs / 2);
    const isThrottled =
      accountIds.some((id) => throttleAccounts.includes(id)) ||
      (throttleRate > 0 && Math.random() < throttleRate);
    if (isThrottled) throw request.service === "ec2" ? requestLimitExceeded() : throttling();
    await this.#apply("before", request, accountIds, gone);
  }

  /** Applies faults after the effect: the call has taken effect, and its caller may never learn it. */
  after(request: AwsRequest, accountIds: string[], gone: Promise<void>): Promise<void> {
    return this.#apply("after", request, accountIds, gone);
  }

  /** Waits until the latency since the call's arrival has passed, work included. */
  async wayBack(arrivedAt: number): Promise<void> {
    const { latencyMs } = this.#settings;
    if (latencyMs === 0) return;
    const left = () => Math.floor(arrivedAt + latencyMs - performance.now());
    // A timer fires up to a millisecond early or late; rounding up would always exceed the latency.
    while (left() > 0) await wait(left());
  }

  async #apply(phase: Phase, request: AwsRequest, accountIds: string[], gone: Promise<void>): Promise<void> {
    const { pauseAt, drop, errors } = this.#settings;
    const isMet = (rule: FaultRule) => this.#isMet(rule, phase, request, accountIds);
    if (pauseAt.some(isMet)) await this.#pause(phase, request, accountIds, gone);
    if (drop.some(isMet)) throw new ConnectionLost();
    const error = errors.find(isMet);
    if (error) throw new AwsError(error.code, error.status, error.message ?? "An injected fault");
  }

  #isMet(rule: FaultRule, phase: Phase, request: AwsRequest, accountIds: string[]): boolean {
    if ((rule.when ?? "before") !== phase) return false;
    if (rule.service !== undefined && rule.service !== request.service) return false;
    if (rule.action !== undefined && rule.action !== request.action) return false;
    if (rule.accountId !== undefined && !accountIds.includes(rule.accountId)) return false;
    const met = this.#met.get(rule) ?? 0;
    this.#met.set(rule, met + 1);
    const past = met - (rule.skip ?? 0);
    return past >= 0 && past < (rule.times ?? Number.POSITIVE_INFINITY);
  }

  /** Holds a call until it is resumed or its client disconnects. */
  async #pause(
    when: Phase,
    { action }: AwsRequest,
    accountIds: string[],
    gone: Promise<void>,
  ): Promise<void> {
    const id = ++this.#lastPause;
    const resumed = new Promise<void>((resume) => {
      this.#paused.set(id, { call: { id, action, when, accountIds }, resume });
    });
    await Promise.race([resumed, gone]);
    this.#paused.delete(id);
  }
}

const requestLimitExceeded = () => new AwsError("RequestLimitExceeded", 503, "Request limit exceeded.");
