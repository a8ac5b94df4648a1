import { Allowances } from "./actions/allowances.ts";
import { CallLog } from "./control/calls.ts";
import { Delivery } from "./events/delivery.ts";
import { FaultLayer } from "./faults/faults.ts";
import type { Faults } from "./faults/settings.ts";
import { CallRate } from "./json/call-rate.ts";
import type { Seed } from "./seed/seed.ts";
import { World } from "./state/world.ts";

/** The parts of one running sandbox. */
export type Sandbox = {
  seed: Seed;
  world: World;
  faults: FaultLayer;
  calls: CallLog;
  allowances: Allowances;
  callRate: CallRate;
  delivery: Delivery;
};

export type SandboxOptions = {
  seed: Seed;
  statePath?: string;
  faults?: Partial<Faults>;
  /** The clock, in milliseconds since 1970. */
  now?: () => number;
};

export function makeSandbox({ seed, statePath, faults: settings, now = Date.now }: SandboxOptions): Sandbox {
  const faults = new FaultLayer(settings);
  const rules = {
    now,
    propagationMs: () => faults.settings.propagationMs,
    associationMs: () => faults.settings.associationMs,
  };
  const world = new World(seed.accounts, rules, statePath);
  return {
    seed,
    faults,
    world,
    calls: new CallLog(),
    allowances: new Allowances(now),
    callRate: new CallRate(now),
    delivery: new Delivery(world, () => faults.settings),
  };
}
