import type { Access } from "../authorization/authorize.ts";
import type { Caller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import type { AwsRequest, JsonService } from "../wire/request.ts";
import type { CallRate } from "./call-rate.ts";

/** One call of a service with a JSON protocol. */
export type JsonCall<I> = {
  world: World;
  request: AwsRequest;
  caller: Caller;
  account: Account;
  input: I;
  now: number;
  /** How long events take to appear in CloudTrail. */
  trailDelayMs: number;
  allowance: CallRate;
};

export type JsonAction<I = unknown> = {
  service: JsonService;
  name: string;
  access: (call: JsonCall<I>) => Access[];
  /** Returns the answer, or throws AwsError to refuse. */
  run: (call: JsonCall<I>) => object;
};

/** Infers the type of `input` for `access` and `run`. */
export const defineJsonAction = <I>(action: JsonAction<I>): JsonAction => action as unknown as JsonAction;
