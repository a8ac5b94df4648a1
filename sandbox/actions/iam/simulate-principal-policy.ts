import { simulate } from "../../authorization/simulate.ts";
import { EXCLUDABLE } from "../../authorization/simulated-policies.ts";
import { validateIdentityPolicy } from "../../policies/validate.ts";
import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import type { Role, User } from "../../state/records.ts";
import { invalidInput, noSuchEntity } from "../../wire/errors.ts";
import { pageOf, pagingParams } from "../../wire/paging.ts";
import { list, optional, struct, text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";

const policies = list(text({ min: 1, max: 131_072 }));

export const simulatePrincipalPolicy = defineAction({
  service: "iam",
  name: "SimulatePrincipalPolicy",
  params: {
    PolicySourceArn: text({ min: 20, max: 2048 }),
    ActionNames: list(text({ min: 3, max: 128 }), { required: true }),
    ResourceArns: list(text({ min: 1, max: 2048 })),
    PolicyInputList: policies,
    PermissionsBoundaryPolicyInputList: policies,
    PolicyExclusionList: list(
      struct({
        PolicyType: optional(text({ oneOf: EXCLUDABLE })),
        PolicyArn: optional(text({ min: 20, max: 2048 })),
        InlinePolicyIdentifier: struct({
          PolicyName: optional(text({ min: 1, max: 128 })),
          AttachmentType: optional(text()),
          AttachmentName: optional(text()),
        }),
      }),
      { max: 256 },
    ),
    ContextEntries: list(
      struct({
        ContextKeyName: text({ min: 5, max: 256 }),
        ContextKeyValues: list(text()),
        ContextKeyType: optional(text()),
      }),
    ),
    ...pagingParams,
  },
  access: ({ account, params }) => {
    const name = params.PolicySourceArn.slice(params.PolicySourceArn.lastIndexOf("/") + 1);
    return [{ ...onRole(account, "iam:SimulatePrincipalPolicy", name), resource: params.PolicySourceArn }];
  },
  run: ({ world, account, params }) => {
    const identity = findSource(account, params.PolicySourceArn);
    for (const text of [...params.PolicyInputList, ...params.PermissionsBoundaryPolicyInputList]) {
      validateIdentityPolicy(text, account.partition);
    }
    const wrong = params.ActionNames.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
    if (wrong) throw invalidInput(`Invalid Action in parameters: ${wrong}`);
    const results = simulate(world, account, identity, {
      actions: params.ActionNames,
      resources: params.ResourceArns,
      addedPolicies: params.PolicyInputList,
      boundaries: params.PermissionsBoundaryPolicyInputList,
      exclusions: params.PolicyExclusionList,
      context: Object.fromEntries(
        params.ContextEntries.map((entry) => [entry.ContextKeyName, entry.ContextKeyValues]),
      ),
    });
    const numbered = results.map((result, index) => ({ key: String(index).padStart(6, "0"), result }));
    const { items, ...rest } = pageOf(numbered, params, ({ key }) => key);
    return { EvaluationResults: items.map(({ result }) => result), ...rest };
  },
});

/** Finds the principal by type and name; a path in the ARN is not compared. */
function findSource(account: Account, arn: string): Role | User {
  const parsed = parseArn(arn);
  if (parsed?.service !== "iam" || !/^(role|user)\//.test(parsed.resource)) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const found = parsed.resource.startsWith("role/") ? account.seenRole(name) : account.user(name);
  if (!found || parsed.accountId !== account.id) throw noSuchEntity(`Entity ${arn} does not exist.`);
  return found;
}
