/** The shape of the platform's own policies. Browser-safe. */
import type { JsonObject, PolicyJson } from "#lib/iam-policy/parse.ts";

/** One permission of a required policy and what a cluster's machine needs it for. */
export type RequiredAction = {
  action: string;
  why: string;
  /** Set on the few that stand for the policy when a role is simulated: the resource, `*` or an ARN. */
  simulate?: string;
};

/** `path`: some of AWS's own have one too, such as `/service-role/`. */
type Common = { name: string; path?: string; why: string; actions: RequiredAction[] };

/** ARNs in `simulate` and `document` may contain `{partition}`, `{accountId}` and `{region}`. */
export type RequiredPolicyTemplate =
  | (Common & { kind: "aws_managed" })
  | (Common & { kind: "customer_managed"; version: number; document: JsonObject });

export type RequiredPolicySet = { policies: RequiredPolicyTemplate[] };

/** A required policy as it is in one account. `document` and `version`: customer-managed ones only. */
export type RequiredPolicy = {
  name: string;
  arn: string;
  kind: "aws_managed" | "customer_managed";
  why: string;
  actions: { action: string; why: string }[];
  /** Begins and ends with `/`. */
  path?: string;
  /** Counts up whenever Rolecall needs the document changed. */
  version?: number;
  document?: PolicyJson;
};
