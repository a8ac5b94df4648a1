import type { Access } from "../authorization/authorize.ts";
import type { Caller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import type { Params, ReadParams } from "../wire/params.ts";
import type { AwsRequest, QueryService } from "../wire/request.ts";
import type { Output } from "../wire/xml.ts";

/** One call on its way through an action. */
export type Call<P> = {
  world: World;
  request: AwsRequest;
  caller: Caller;
  /** The caller's account: no IAM or EC2 call reaches into another. */
  account: Account;
  params: P;
  now: number;
};

/** One AWS API: what it takes, which permissions it needs, and what it does. */
export type Action<P extends Params = Params> = {
  service: QueryService;
  name: string;
  params: P;
  access: (call: Call<ReadParams<P>>) => Access[];
  /** Runs when the caller may. What it returns is the XML answer; it throws AwsError to refuse. */
  run: (call: Call<ReadParams<P>>) => Output;
};

/** Ties the type of `params` to what `access` and `run` are given; the registry no longer cares. */
export function defineAction<P extends Params>(action: Action<P>): Action {
  return action as unknown as Action;
}

export const isoTime = (now: number) => new Date(now).toISOString();
