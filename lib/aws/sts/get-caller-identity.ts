import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { type Caller, callAws, present } from "../call.ts";

export type CallerIdentity = { accountId: string; arn: string; userId: string };

/** Returns the identity of the credentials. Needs no permission, and works even with an explicit Deny. */
export async function getCallerIdentity(caller: Caller, sts: STSClient): Promise<CallerIdentity> {
  const call = { service: "sts", action: "GetCallerIdentity" } as const;
  const output = await callAws(caller, call.service, call.action, () =>
    sts.send(new GetCallerIdentityCommand({})),
  );
  return {
    accountId: present(output.Account, { ...call, what: "Account" }),
    arn: present(output.Arn, { ...call, what: "Arn" }),
    userId: output.UserId ?? "",
  };
}
