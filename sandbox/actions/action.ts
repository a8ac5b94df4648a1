import type { Access } from "../authorization/authorize.ts";
import type { Caller } from "../authorization/caller.ts";
import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import type { Params, ReadParams } from "../wire/params.ts";
import type { AwsRequest, QueryService } from "../wire/request.ts";
import type { Output } from "../wire/xml.ts";

/** One call of an action. */
export type Call<P> = {
  world: World;
  request: AwsRequest;
  caller: Caller;
  /** The caller's account: IAM and EC2 calls never reach another account. */
  account: Account;
  params: P;
  now: number;
};

/** One AWS API: its parameters, the permissions it needs, and its effect. */
export type Action<P extends Params = Params> = {
  service: QueryService;
  name: string;
  params: P;
  access: (call: Call<ReadParams<P>>) => Access[];
  /** Runs after authorization. Returns the XML answer, or throws AwsError to refuse. */
  run: (call: Call<ReadParams<P>>) => Output;
};

/** Infers the type of `params` for `access` and `run`; the registry holds actions without it. */
export function defineAction<P extends Params>(action: Action<P>): Action {
  return action as unknown as Action;
}

export const isoTime = (now: number) => new Date(now).toISOString();
