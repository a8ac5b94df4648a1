/** Whom a trust policy lets in, in words. Browser-safe. */
import type { PolicyDocument, Statement } from "./parse.ts";

const SERVICES: Record<string, string> = {
  "pods.eks.amazonaws.com": "EKS pods",
  "eks.amazonaws.com": "EKS clusters (eks.amazonaws.com)",
  "ecs-tasks.amazonaws.com": "ECS tasks (ecs-tasks.amazonaws.com)",
};

/**
 * For example `["EKS pods", "lambda.amazonaws.com", "account 123456789012"]`; each once; the statements in their
 * order, and the principals of each sorted, because AWS returns these in another order at every read.
 */
export function trustedParties({ statements }: PolicyDocument): string[] {
  const parties = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((one) => partiesOf(one).toSorted());
  return [...new Set(parties)];
}

function partiesOf(statement: Statement): string[] {
  const { Service = [], Federated = [], AWS = [], CanonicalUser = [] } = statement.principals?.byKind ?? {};
  return [
    ...Service.map((service) => serviceParty(service, statement)),
    ...Federated.map(federatedParty),
    ...AWS.map(awsParty),
    ...CanonicalUser.map(() => "an S3 canonical user"),
  ];
}

function serviceParty(service: string, { actions }: Statement): string {
  // EC2 is listed only where it may do something else than assume the role; say what.
  if (service === "ec2.amazonaws.com" && !actions.except)
    return `${service} (only for ${actions.patterns.join(", ")})`;
  return SERVICES[service] ?? service;
}

function federatedParty(provider: string): string {
  const oidc = /:oidc-provider\/(.+)$/.exec(provider)?.[1];
  if (oidc?.startsWith("oidc.eks.")) return "EKS pods (through their service accounts)";
  if (oidc === "token.actions.githubusercontent.com") return "GitHub Actions";
  if (oidc) return `sign-ins of ${oidc}`;
  const saml = /:saml-provider\/(.+)$/.exec(provider)?.[1];
  if (saml) return `sign-ins of the SAML provider ${saml}`;
  return `sign-ins of ${provider}`;
}

/** AWS shows an id where a trusted role or user was deleted. */
export function isDeletedPrincipal(principal: string): boolean {
  return /^A(?:ROA|IDA)[A-Z0-9]{8,}$/.test(principal);
}

function awsParty(principal: string): string {
  if (principal === "*") return "everyone";
  if (isDeletedPrincipal(principal))
    return `a deleted ${principal.startsWith("AROA") ? "role" : "user"} (${principal})`;
  const [, accountId, resource = "root"] =
    /^(?:arn:[a-z-]+:(?:iam|sts)::)?(\d{12})(?::(.+))?$/.exec(principal) ?? [];
  if (!accountId) return principal;
  if (resource === "root") return `account ${accountId}`;
  const [kind = "", ...path] = resource.split("/");
  const name = path[path.length - 1] ?? "";
  if (kind === "role" || kind === "user") return `${kind} ${name} in account ${accountId}`;
  if (kind === "assumed-role") return `sessions of role ${path[0] ?? ""} in account ${accountId}`;
  return principal;
}

/** Ids that AWS shows where a trusted role or user was deleted: the trust no longer applies to its successor. */
export function deletedPrincipals(statements: readonly Statement[]): string[] {
  const named = statements.flatMap(({ principals }) => principals?.byKind.AWS ?? []);
  return [...new Set(named.filter(isDeletedPrincipal))];
}
