/** What is asked of the door to an account, and what it gives. */
import type { Caller } from "#lib/aws/call.ts";
import type { AwsSession } from "#lib/aws/session.ts";
import type { ShowsWaiting } from "#lib/waiting/waiting.ts";
import type { Connection } from "./connection.ts";

/** A session of the connection role. */
export type Entrance = AwsSession & {
  /** The STS Region that answered. */
  region: string;
  /** During a rotation: the role was assumed with the new external ID. */
  isByPending: boolean;
};

export type Entry = {
  connection: Omit<Connection, "isProven">;
  caller: Caller;
  /** Narrows the session; JSON text. */
  policy: string;
  /** 900 to 3,600. */
  durationSeconds: number;
  /** What the customer finds in CloudTrail. */
  sessionName: string;
  /** In the order to try: STS may be disabled in one for the account. */
  stsRegions: readonly [string, ...string[]];
  /** An emulator's unique ids prove nothing, and it enforces no trust. */
  emulator: boolean;
  /** How long AWS may take to show what was changed a moment ago, in milliseconds. */
  freshMs: number;
  signal: AbortSignal;
  /** Where waiting is shown. */
  notes: Record<"entrance" | "without" | "wrong", ShowsWaiting>;
  /**
   * When it is proven that the role is refused without the external ID. `first`: before the session is handed out, for a
   * connection that was not proven yet. `beside`: while the session reads; whoever uses it awaits the proofs before
   * a write, and drops what was read where one fails. `never`: only to take back what was added.
   */
  refusal: "first" | "beside" | "never";
  /** One of many through the same door: proofs of the last minute are not repeated. */
  isOneOfMany?: boolean;
  /** Gives a session that is kept, or opens one. */
  kept?: ((open: () => Promise<Entrance>) => Promise<Entrance>) | undefined;
};
