import type { Service } from "../wire/request.ts";

/** Which calls a fault meets: all that fit, or, counted among those that fit, `times` of them after the first `skip`. */
export type FaultRule = {
  service?: Service;
  action?: string;
  /** The caller's account, or the account of the role being assumed. */
  accountId?: string;
  skip?: number;
  times?: number;
  /** `before`: nothing has happened yet (the default). `after`: it has, and the answer is what suffers. */
  when?: "before" | "after";
};

export type ErrorRule = FaultRule & { code: string; status: number; message?: string };

export type Faults = {
  /** How long every call takes, from its arrival to its answer. */
  latencyMs: number;
  /** How long a write stays invisible to reads. */
  propagationMs: number;
  /** How long an association is associating, or disassociating. */
  associationMs: number;
  /** How long an event is on its way into CloudTrail's event history. */
  trailDelayMs: number;
  /** How long an event is on its way to an EventBridge rule's targets. */
  eventDelayMs: number;
  /** Share of the events that never arrive at a target, 0 to 1. */
  eventLossRate: number;
  /** Share of all calls that are throttled at random, 0 to 1. */
  throttleRate: number;
  /** Accounts whose every call is throttled. */
  throttleAccounts: string[];
  errors: ErrorRule[];
  /** The connection is reset. */
  drop: FaultRule[];
  /** The call is held until `POST /_sandbox/resume`. */
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

/** Takes settings as they come from outside; throws a sentence that says what is wrong. */
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

/** SANDBOX_LATENCY_MS and its like; SANDBOX_FAULTS takes the whole as JSON. */
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
