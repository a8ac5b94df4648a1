import { parseArn } from "../state/arns.ts";
import type { Role, Trust } from "../state/records.ts";
import type { World } from "../state/world.ts";
import { malformedPolicy } from "../wire/errors.ts";
import { listOf, type RawDocument, type RawPrincipal } from "./document.ts";
import { validateTrustPolicy } from "./validate.ts";

/** Validates a trust policy and adds the unique ids of the roles and users it names, as AWS stores it. */
export function acceptTrust(world: World, partition: string, text: string): Trust {
  const principals = validateTrustPolicy(text).flatMap(namedPrincipals);
  const principalIds: Record<string, string> = {};
  for (const { type, value } of principals) {
    const id = checkPrincipal(world, partition, type, value);
    if (id) principalIds[value] = id;
  }
  return { text: withRootArns(text, partition), principalIds };
}

/**
 * The trust policy as GetRole returns it. A role or user that was deleted, or recreated under its name, is shown as its
 * old unique id [IAM User Guide, reference_policies_elements_principal].
 */
export function displayedTrust(world: World, { trust }: Role): string {
  const gone = Object.entries(trust.principalIds).filter(([arn, id]) => currentId(world, arn) !== id);
  if (gone.length === 0) return trust.text;
  const ids = new Map(gone);
  return JSON.stringify(mapPrincipals(trust.text, (value) => ids.get(value) ?? value));
}

/** Returns the unique id of the role or user that has this ARN now; undefined if none has. */
export function currentId(world: World, arn: string): string | undefined {
  const parsed = parseArn(arn);
  const account = parsed && world.account(parsed.accountId);
  if (!account) return undefined;
  const [type] = parsed.resource.split("/");
  const name = parsed.resource.slice(parsed.resource.lastIndexOf("/") + 1);
  const found = type === "role" ? account.seenRole(name) : type === "user" ? account.user(name) : undefined;
  return found?.arn === arn ? found.id : undefined;
}

type Named = { type: string; value: string };

function namedPrincipals(principal: RawPrincipal): Named[] {
  if (principal === "*") return [];
  if (typeof principal !== "object" || principal === null) throw malformedPolicy("Syntax errors in policy.");
  return Object.entries(principal).flatMap(([type, values]) =>
    listOf(values).map((value) => ({ type, value: String(value) })),
  );
}

/**
 * Refuses a principal that does not exist.
 * @returns its unique id, if it has one
 */
function checkPrincipal(world: World, partition: string, type: string, value: string): string | undefined {
  const invalid = () => malformedPolicy(`Invalid principal in policy: "${type.toUpperCase()}":"${value}"`);
  if (type === "Service") {
    if (!/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value)) throw invalid();
    return undefined;
  }
  if (type === "Federated") {
    if (!parseArn(value) && !/^[a-z0-9.-]+$/.test(value)) throw invalid();
    return undefined;
  }
  if (type !== "AWS") throw invalid();
  if (value === "*") return undefined;
  if (/^\d{12}$/.test(value)) {
    if (world.account(value)?.partition !== partition) throw invalid();
    return undefined;
  }
  const arn = parseArn(value);
  const account = arn && world.account(arn.accountId);
  if (!arn || account?.partition !== partition || arn.partition !== partition) throw invalid();
  if (arn.service === "iam" && arn.resource === "root") return undefined;
  if (arn.service === "sts" && arn.resource.startsWith("assumed-role/")) return undefined;
  const id = arn.service === "iam" ? currentId(world, value) : undefined;
  if (!id) throw invalid();
  return id;
}

/** Replaces an account's number with the ARN of its root, as AWS does. */
function withRootArns(text: string, partition: string): string {
  if (!/"\d{12}"/.test(text)) return text;
  return JSON.stringify(
    mapPrincipals(text, (value) => (/^\d{12}$/.test(value) ? `arn:${partition}:iam::${value}:root` : value)),
  );
}

function mapPrincipals(text: string, change: (value: string) => string): RawDocument {
  const document = JSON.parse(text) as RawDocument;
  for (const statement of listOf(document.Statement)) {
    const aws = typeof statement.Principal === "object" ? statement.Principal.AWS : undefined;
    if (aws === undefined) continue;
    const changed = Array.isArray(aws) ? aws.map(change) : change(aws);
    statement.Principal = { ...(statement.Principal as object), AWS: changed };
  }
  return document;
}
