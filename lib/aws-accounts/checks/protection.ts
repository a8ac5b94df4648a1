/** Is the connection role kept from changing itself, and is Rolecall the only one it trusts? */
import { AwsError, isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import { getRolePolicy } from "#lib/aws/iam/get-role-policy.ts";
import { simulatePrincipalPolicy } from "#lib/aws/iam/simulate-principal-policy.ts";
import { ec2Services } from "#lib/aws/partition.ts";
import type { Aws } from "#lib/aws/session.ts";
import { coversAction } from "#lib/iam-policy/match.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { trustedParties } from "#lib/iam-policy/trusted-parties.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { CONNECTION_POLICY } from "#lib/setup-documents/setup.ts";
import { type Checking, endedBy, passed, skipped, warning } from "./checking.ts";
import type { StoredCheck } from "./finding.ts";

const NAME = "cannot_change_itself";

/** Asked of AWS's simulator: nothing is tried. */
export async function checkProtection(checking: Checking, aws: Aws): Promise<void> {
  const { report } = checking;
  try {
    const actions = await changesAllowed(checking, aws);
    if (actions.length === 0) return report(passed(NAME, { finding: "protected", facts: {} }));
    const document = await inlinePolicy(checking, aws);
    report(
      warning(NAME, { finding: "can_change_itself", facts: { actions, ...(document && { document }) } }),
    );
  } catch (error) {
    report(untold(error));
  }
}

/** The writes the connection role has somewhere, and is not denied on itself. */
async function changesAllowed({ account, required }: Checking, aws: Aws): Promise<string[]> {
  const self = account.connectionRoleArn;
  const questions = [
    ...required.map(({ arn }) => ({
      actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      context: { "iam:PolicyARN": arn },
    })),
    ...ec2Services(account.partition).map((service) => ({
      actions: ["iam:PassRole"],
      context: { "iam:PassedToService": service },
    })),
  ];
  const decisions = await Promise.all(
    questions.map((question) =>
      simulatePrincipalPolicy(aws, { principalArn: self, resourceArn: self, ...question }),
    ),
  );
  const allowed = decisions.flat().filter(({ decision }) => decision === "allowed");
  return [...new Set(allowed.map(({ action }) => action))];
}

/** As JSON text, for the difference to what the set-up documents say now; null where it has another name. */
async function inlinePolicy({ account }: Checking, aws: Aws): Promise<string | null> {
  const roleName = nameInArn(account.connectionRoleArn);
  try {
    return await getRolePolicy(aws, { roleName, policyName: CONNECTION_POLICY });
  } catch (error) {
    if (isNoSuchEntity(error) || isDenied(error)) return null;
    throw error;
  }
}

/** AWS does not say: where it cannot be asked at all, the check of permissions fails and says why. */
function untold(error: unknown): StoredCheck {
  if (!(error instanceof AwsError)) throw error;
  return skipped(NAME, { finding: "protection_untold", facts: {} });
}

/** Whoever else may assume the role can do what Rolecall can, and without an external ID perhaps. */
export async function checkTrust(checking: Checking, aws: Aws): Promise<void> {
  const { account, platformPrincipalArn, report } = checking;
  const name = "trusts_only_rolecall";
  try {
    const { trustPolicy } = await getRole(aws, nameInArn(account.connectionRoleArn));
    const parties = otherParties(trustPolicy, platformPrincipalArn);
    if (!parties) report(skipped(name, { finding: "trust_untold", facts: {} }));
    else if (parties.length === 0) report(passed(name, { finding: "trusts_nobody_else", facts: {} }));
    else report(warning(name, { finding: "trusts_others", facts: { parties } }));
  } catch (error) {
    if (isDenied(error) || isNoSuchEntity(error)) {
      report(skipped(name, { finding: "trust_untold", facts: {} }));
    } else report(endedBy(checking, name, error));
  }
}

/** Null where the document cannot be read, or nobody knows who Rolecall is. */
export function otherParties(trustPolicy: string, platformPrincipalArn: string | null): string[] | null {
  const parsed = parsePolicy(trustPolicy);
  if (!parsed.ok || !platformPrincipalArn) return null;
  const others = parsed.document.statements
    .filter((statement) => statement.effect === "Allow" && coversAction(statement, "sts:AssumeRole"))
    .map((statement) => {
      const { byKind = {}, except = false } = statement.principals ?? {};
      const AWS = (byKind.AWS ?? []).filter((one) => one !== platformPrincipalArn);
      // Allowing everybody but some is allowing everybody.
      return {
        ...statement,
        principals: { except: false, byKind: except ? { AWS: ["*"] } : { ...byKind, AWS } },
      };
    });
  return trustedParties({ ...parsed.document, statements: others });
}
