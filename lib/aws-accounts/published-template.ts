import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { portableTemplate } from "#lib/setup-documents/cloudformation.ts";
import { platformPartition, platformPrincipalArn } from "./platform-principal.ts";

/** Stands for the account the stack is made in; no account has this number. */
const ANY_ACCOUNT = "000000000000";

/** The CloudFormation template for any account, for the operator to publish: the quick-create links fill it in. */
export async function publishedTemplate(): Promise<string> {
  const partition = platformPartition(await platformPrincipalArn()) ?? "aws";
  const account = { partition, accountId: ANY_ACCOUNT };
  return portableTemplate({
    ...account,
    requiredPolicies: requiredPoliciesFor(account, requiredPolicySet()),
  });
}
