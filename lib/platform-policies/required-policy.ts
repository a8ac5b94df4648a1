/** The types of required policies. Browser-safe. */
import type { JsonObject, PolicyJson } from "#lib/iam-policy/parse.ts";

/** One permission of a required policy, and why a cluster's machine needs it. */
export type RequiredAction = {
  action: string;
  why: string;
  /** Set on actions that represent the policy when a role is simulated: the resource, `*` or an ARN. */
  simulate?: string;
};

/** `path`: some AWS managed policies have one, such as `/service-role/`. */
type Common = { name: string; path?: string; why: string; actions: RequiredAction[] };

/** ARNs in `simulate` and `document` may contain `{partition}`, `{accountId}` and `{region}`. */
export type RequiredPolicyTemplate =
  | (Common & { kind: "aws_managed" })
  | (Common & { kind: "customer_managed"; version: number; document: JsonObject });

export type RequiredPolicySet = { policies: RequiredPolicyTemplate[] };

/** A required policy in one account. `document` and `version`: customer-managed policies only. */
export type RequiredPolicy = {
  name: string;
  arn: string;
  kind: "aws_managed" | "customer_managed";
  why: string;
  actions: { action: string; why: string }[];
  /** Begins and ends with `/`. */
  path?: string;
  /** Incremented whenever Rolecall needs the document changed. */
  version?: number;
  document?: PolicyJson;
};
