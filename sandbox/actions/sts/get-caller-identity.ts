import { defineAction } from "../action.ts";

/** Needs no permission, and works even with an explicit Deny. */
export const getCallerIdentity = defineAction({
  service: "sts",
  name: "GetCallerIdentity",
  params: {},
  access: () => [],
  run: ({ caller }) => ({ Arn: caller.arn, UserId: caller.userId, Account: caller.account.id }),
});
