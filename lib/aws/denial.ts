/**
 * Parses the text of an AWS denial: the policy layer that refused, the action, the resource and the policy
 * (docs/aws-facts.md, Denials). Codes are contractual and texts are not: use it only after AccessDenied or
 * UnauthorizedOperation.
 */

/** `unspecified`: AWS did not say which layer it was. */
export type PolicyLayer =
  | "scp"
  | "rcp"
  | "boundary"
  | "session"
  | "vpce"
  | "trust"
  | "resource"
  | "identity"
  | "unspecified";

export type Denial = {
  layer: PolicyLayer;
  /** True where a statement denies it, false where no statement allows it. (For an SCP the text may say either.) */
  explicit: boolean;
  /** For example `iam:AttachRolePolicy`. */
  action?: string;
  /** An ARN, or IAM's own `role NAME` and `policy NAME`. */
  resource?: string;
  /** Named only on explicit denies within one account or organization. */
  policyArn?: string;
  /** The layer behind a VPC endpoint policy's refusal. */
  transitiveLayer?: "scp" | "rcp";
};

// Never anchored at the end: AWS appends links and request details, and the tails vary.
const LAYERS = [
  ["scp", /explicit deny in an? service control policy|no service control policy allows/i],
  ["rcp", /explicit deny in an? resource control policy|no resource control policy allows/i],
  ["boundary", /explicit deny in an? permissions boundary|no permissions boundary allows/i],
  ["session", /explicit deny in an? sessions? policy|no session policy allows/i],
  ["vpce", /explicit deny in an? VPC endpoint policy|no VPC endpoint policy allows/i],
  ["trust", /explicit deny in (?:the|a) role trust policy|no role trust policy allows/i],
  ["resource", /explicit deny in an? resource-based policy|no resource-based policy allows/i],
  ["identity", /explicit deny in an? identity-based policy|no identity-based policy allows/i],
] as const satisfies readonly (readonly [PolicyLayer, RegExp])[];

const HEAD =
  /User:\s+\S+\s+is not authorized to perform:\s+(?<action>[A-Za-z0-9-]+:[A-Za-z0-9*]+)(?:\s+on resource:\s+"?(?<resource>.+?)"?)?(?=\s+(?:because |with an explicit deny)|\.\s|\.?$)/s;
const POLICY_ARN = /(?:policy|boundary)(?:, with policy ARN)?:\s+(arn:\S+)/;
const TRANSITIVE = /transitively through an? (service|resource) control policy/i;

/** Parses the message of a denial. Returns `unspecified` without an action where the text says nothing. */
export function classifyDenial(message: string): Denial {
  const text = withoutEncodedMessage(message);
  const layer = LAYERS.find(([, pattern]) => pattern.test(text))?.[0] ?? "unspecified";
  const { action, resource } = HEAD.exec(text)?.groups ?? {};
  const policyArn = POLICY_ARN.exec(text)?.[1]?.replace(/[.,]+$/, "");
  const through = layer === "vpce" ? TRANSITIVE.exec(text)?.[1]?.toLowerCase() : undefined;
  return {
    layer,
    explicit: /explicit deny/i.test(text),
    ...(action && { action }),
    ...(resource && { resource }),
    ...(policyArn && { policyArn }),
    ...(through && { transitiveLayer: through === "service" ? "scp" : "rcp" }),
  };
}

/** Removes EC2's encoded authorization message, which must not appear in a log, row or response. */
export function withoutEncodedMessage(message: string): string {
  return message.replace(/\s*Encoded authorization failure message:\s*\S+/gi, "");
}
