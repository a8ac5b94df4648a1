import type { Service } from "../wire/request.ts";

/** Selects the calls of a fault: all that match, or `times` of the matching ones after the first `skip`. */
export type FaultRule = {
  service?: Service;
  action?: string;
  /** The caller's account, or the account of the role being assumed. */
  accountId?: string;
  skip?: number;
  times?: number;
  /** `before`: the call has no effect (the default). `after`: it takes effect, and only the answer fails. */
  when?: "before" | "after";
};

export type ErrorRule = FaultRule & { code: string; status: number; message?: string };

export type Faults = {
  /** How long every call takes, from arrival to answer. */
  latencyMs: number;
  /** How long a write stays invisible to reads. */
  propagationMs: number;
  /** How long an association stays `associating` or `disassociating`. */
  associationMs: number;
  /** How long events take to appear in CloudTrail's event history. */
  trailDelayMs: number;
  /** How long events take to reach an EventBridge rule's targets. */
  eventDelayMs: number;
  /** The share of events that never reach a target, 0 to 1. */
  eventLossRate: number;
  /** The share of calls that are throttled at random, 0 to 1. */
  throttleRate: number;
  /** Accounts in which every call is throttled. */
  throttleAccounts: string[];
  errors: ErrorRule[];
  /** Resets the connection. */
  drop: FaultRule[];
  /** Holds the call until `POST /_sandbox/resume`. */
  pauseAt: FaultRule[];
};

export const noFaults: Faults = {
  latencyMs: 0,
  propagationMs: 0,
  associationMs: 0,
  trailDelayMs: 0,
  eventDelayMs: 0,
  eventLossRate: 0,
  throttleRate: 0,
  throttleAccounts: [],
  errors: [],
  drop: [],
  pauseAt: [],
};

/**
 * Parses settings.
 * @throws an error with a sentence that says what is wrong
 */
export function parseFaults(given: unknown): Partial<Faults> {
  if (typeof given !== "object" || given === null) throw new TypeError("Faults are a JSON object");
  for (const [name, value] of Object.entries(given)) {
    const known = noFaults[name as keyof Faults];
    if (known === undefined) throw new TypeError(`There is no fault called ${name}`);
    if (Array.isArray(known) !== Array.isArray(value) || typeof known !== typeof value) {
      throw new TypeError(`${name} must be ${Array.isArray(known) ? "a list" : "a number"}`);
    }
  }
  return given as Partial<Faults>;
}

/** Reads SANDBOX_LATENCY_MS and the like, or all settings as JSON from SANDBOX_FAULTS. */
export function faultsFromEnvironment(env: NodeJS.ProcessEnv): Partial<Faults> {
  const number = (name: string) => Number(env[name] ?? 0);
  return {
    latencyMs: number("SANDBOX_LATENCY_MS"),
    propagationMs: number("SANDBOX_PROPAGATION_MS"),
    throttleRate: number("SANDBOX_THROTTLE_RATE"),
    throttleAccounts: env.SANDBOX_THROTTLE_ACCOUNTS?.split(",").filter(Boolean) ?? [],
    ...(env.SANDBOX_FAULTS && parseFaults(JSON.parse(env.SANDBOX_FAULTS))),
  };
}
