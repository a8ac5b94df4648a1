import type { Access } from "../authorization/authorize.ts";
import type { Caller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import type { AwsRequest, JsonService } from "../wire/request.ts";
import type { CallRate } from "./call-rate.ts";

/** One call of a service that speaks JSON. */
export type JsonCall<I> = {
  world: World;
  request: AwsRequest;
  caller: Caller;
  account: Account;
  input: I;
  now: number;
  /** How long an event is on its way into CloudTrail. */
  trailDelayMs: number;
  allowance: CallRate;
};

export type JsonAction<I = unknown> = {
  service: JsonService;
  name: string;
  access: (call: JsonCall<I>) => Access[];
  /** What it returns is the answer; it throws AwsError to refuse. */
  run: (call: JsonCall<I>) => object;
};

/** Ties the type of `input` to what `access` and `run` are given. */
export const defineJsonAction = <I>(action: JsonAction<I>): JsonAction => action as unknown as JsonAction;
