import { isPartition, type Partition } from "#lib/aws/partition.ts";
import { env } from "#lib/env.ts";
import { platformOfNewestWorker } from "./store.ts";

const KEPT_MS = 60_000;

// Next gives pages and route handlers separate module instances.
const shared = globalThis as { rolecallPrincipal?: { arn: string; until: number } };

/**
 * The ARN customers trust: the operator's word, or what a worker found of itself (kept for a minute).
 * Null before any worker has said who it is.
 */
export async function platformPrincipalArn(): Promise<string | null> {
  const told = env().ROLECALL_PLATFORM_PRINCIPAL_ARN;
  if (told) return told;
  const known = shared.rolecallPrincipal;
  if (known && known.until > Date.now()) return known.arn;
  const arn = (await platformOfNewestWorker())?.arn;
  if (arn) shared.rolecallPrincipal = { arn, until: Date.now() + KEPT_MS };
  return arn ?? null;
}

/** The partition the platform is in, where its principal is known. */
export function platformPartition(principalArn: string | null): Partition | null {
  const partition = principalArn?.split(":")[1] ?? "";
  return isPartition(partition) ? partition : null;
}
