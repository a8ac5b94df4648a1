import { policySize, validateIdentityPolicy } from "../../policies/validate.ts";
import type { Account } from "../../state/account.ts";
import { parseArn } from "../../state/arns.ts";
import type { Tag } from "../../state/records.ts";
import type { World } from "../../state/world.ts";
import { AwsError, malformedPolicy } from "../../wire/errors.ts";

/** The limit of the policy's text and the ARNs together. */
const MOST_CHARACTERS = 2048;

/** Refuses an invalid session policy, one over the limit, and policy ARNs that the role's account does not have. */
export function checkSessionPolicy(
  world: World,
  account: Account,
  policy: string | undefined,
  arns: string[],
  tags: Tag[],
): void {
  if (policy !== undefined) validateIdentityPolicy(policy, account.partition);
  for (const arn of arns) {
    const owner = parseArn(arn)?.accountId;
    if ((owner !== account.id && owner !== "aws") || !world.seenPolicy(arn)) {
      throw malformedPolicy(`Policy ${arn} does not exist or is not attachable.`);
    }
  }
  const length = (policy?.length ?? 0) + arns.join("").length;
  if (length > MOST_CHARACTERS) throw tooLarge(Math.ceil((length / MOST_CHARACTERS) * 100));
  const percent = packedSize(policy, arns, tags) ?? 0;
  if (percent > 100) throw tooLarge(percent);
}

/** Approximates the packed size as a share of the text; AWS's binary format is not documented. */
export function packedSize(policy: string | undefined, arns: string[], tags: Tag[]): number | undefined {
  const characters =
    (policy ? policySize(policy) : 0) +
    arns.join("").length +
    tags.reduce((sum, { Key, Value }) => sum + Key.length + Value.length, 0);
  return characters === 0 ? undefined : Math.ceil((characters / MOST_CHARACTERS) * 100);
}

const tooLarge = (percent: number) =>
  new AwsError(
    "PackedPolicyTooLarge",
    400,
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
