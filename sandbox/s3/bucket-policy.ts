import { listOf, type RawDocument } from "../policies/document.ts";
import { currentId } from "../policies/trust.ts";
import type { Trust } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { AwsError } from "../wire/errors.ts";

/** Validates a bucket policy and adds the unique ids of the roles and users it names, which have to exist. */
export function acceptBucketPolicy(world: World, partition: string, text: string): Trust {
  const principalIds: Record<string, string> = {};
  for (const { Principal } of statementsIn(text)) {
    const named = typeof Principal === "object" ? listOf(Principal.AWS) : [];
    for (const arn of named.filter((value) => /:(?:role|user)\//.test(value))) {
      const id = arn.startsWith(`arn:${partition}:`) ? currentId(world, arn) : undefined;
      if (!id) throw malformed("Invalid principal in policy");
      principalIds[arn] = id;
    }
  }
  return { text, principalIds };
}

function statementsIn(text: string) {
  try {
    return listOf((JSON.parse(text) as RawDocument).Statement);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
}

const malformed = (message: string) => new AwsError("MalformedPolicy", 400, message);
