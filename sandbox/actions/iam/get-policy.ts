import { defineAction } from "../action.ts";
import { onPolicy } from "./access.ts";
import { policyToRead } from "./find.ts";
import { policyArn } from "./names.ts";
import { policyInFull } from "./views.ts";

export const getPolicy = defineAction({
  service: "iam",
  name: "GetPolicy",
  params: { PolicyArn: policyArn },
  access: ({ world, params }) => [onPolicy(world, "iam:GetPolicy", params.PolicyArn)],
  run: ({ world, account, params }) => ({
    Policy: policyInFull(account, policyToRead(world, account, params.PolicyArn)),
  }),
});
