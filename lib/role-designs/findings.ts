/** Finds problems of a role design while it is written. */
import { isObject, type JsonObject, type PolicyJson } from "#lib/iam-policy/parse.ts";
import type { RoleDocuments } from "./documents.ts";
import { error, type Finding, warning } from "./finding.ts";
import type { RoleDesign } from "./schema.ts";
import { findingsOfStatement } from "./statement-findings.ts";

/** Returns all findings, errors first. Looks actions up in AWS's published list, without network access. */
export async function findingsOf(design: RoleDesign, documents: RoleDocuments): Promise<Finding[]> {
  const statements = await Promise.all(
    design.statements.map((statement, at) =>
      findingsOfStatement(statement as JsonObject, `statements.${at}`),
    ),
  );
  const all = [
    ...sizeFindings(documents),
    ...textFindings(documents),
    ...duplicateSids(documents.permissionPolicy),
    ...trustFindings(design),
    ...bucketFindings(design),
    ...sessionFindings(design),
    ...statements.flat(),
  ];
  return all.toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

const SIZE_WORDS = { permission_policy: "The permission policy", trust_policy: "The trust policy" };

function sizeFindings({ sizes }: RoleDocuments): Finding[] {
  return sizes.flatMap(({ what, characters, limit }) => {
    const says = `${SIZE_WORDS[what]} has ${characters.toLocaleString("en")} of at most ${limit.toLocaleString("en")} characters`;
    if (characters > limit) return [error("too_large", what, `${says}; IAM will refuse it`)];
    return characters >= limit * 0.9 ? [warning("nearly_too_large", what, says)] : [];
  });
}

/** IAM accepts tab, line ends and Latin-1. Source: IAM API reference, policyDocumentType. */
function textFindings({ permissionPolicy, trustPolicy }: RoleDocuments): Finding[] {
  const documents = { permission_policy: permissionPolicy, trust_policy: trustPolicy };
  return Object.entries(documents).flatMap(([what, document]) => {
    const odd = /[^\t\n\r\u0020-\u00ff]/u.exec(JSON.stringify(document ?? ""))?.[0];
    return odd
      ? [
          error(
            "not_latin",
            what,
            `IAM policies take no "${odd}": only characters of Latin-1, no curly quotes or long dashes`,
          ),
        ]
      : [];
  });
}

function duplicateSids(document: PolicyJson | null): Finding[] {
  const sids = statementsOf(document).flatMap(({ Sid }) => (typeof Sid === "string" && Sid ? [Sid] : []));
  const twice = new Set(sids.filter((sid, at) => sids.indexOf(sid) !== at));
  return [...twice].map((sid) =>
    error("duplicate_sid", "statements", `The Sid ${sid} stands twice; IAM takes each once in a policy`),
  );
}

function trustFindings({ trustedBy, accountId }: RoleDesign): Finding[] {
  return trustedBy.flatMap((party, at) => {
    if (party.kind !== "principal") return [];
    const owner = party.arn.split(":")[4];
    const path = `trustedBy.${at}`;
    const root = party.arn.endsWith(":root")
      ? [
          warning(
            "whole_account",
            `${path}.arn`,
            `Everybody in account ${owner} whom its admins allow may use the role; name a role instead`,
          ),
        ]
      : [];
    const foreign = accountId !== undefined && owner !== accountId;
    return !party.externalId && (foreign || accountId === undefined)
      ? [
          ...root,
          warning(
            "no_external_id",
            `${path}.externalId`,
            `Account ${owner} may be made to use the role for somebody else (the confused deputy); ask it for an external ID`,
          ),
        ]
      : root;
  });
}

function bucketFindings({ buckets, accountId, partition }: RoleDesign): Finding[] {
  return buckets.flatMap((bucket, at) => {
    const path = `buckets.${at}`;
    const keyPartition = bucket.kmsKeyArn?.split(":")[1];
    const found: Finding[] = [];
    if (keyPartition && keyPartition !== partition) {
      found.push(
        error(
          "other_partition",
          `${path}.kmsKeyArn`,
          `This key is in the partition ${keyPartition}, the role in ${partition}`,
        ),
      );
    }
    if (bucket.accountId && bucket.accountId === accountId) {
      found.push(
        warning("same_account", `${path}.accountId`, "This is the role's own account; leave it out"),
      );
    }
    if (!accountId && (bucket.accountId || bucket.grantBy === "bucket")) {
      found.push(
        error(
          "account_missing",
          "accountId",
          `The policy of the bucket ${bucket.name} names the role with its account; give the account's ID`,
        ),
      );
    }
    if (bucket.requesterPays) {
      const message = `The role's account pays for requests to ${bucket.name}, and each has to say so (--request-payer requester); IAM has no action for it`;
      found.push(warning("requester_pays", `${path}.requesterPays`, message));
    }
    const before = buckets.findIndex((other) => other.name === bucket.name && other.prefix === bucket.prefix);
    if (before < at) found.push(warning("twice", `${path}.name`, "This bucket and prefix stand here twice"));
    return found;
  });
}

function sessionFindings({ maxSessionSeconds, trustedBy }: RoleDesign): Finding[] {
  const onlyServices = trustedBy.every(({ kind }) => kind !== "principal" && kind !== "platform");
  return maxSessionSeconds && onlyServices
    ? [
        warning(
          "session_length_unused",
          "maxSessionSeconds",
          "AWS services do not ask for a session's length: it has no effect on machines, tasks and pods",
        ),
      ]
    : [];
}

function statementsOf(document: PolicyJson | null): JsonObject[] {
  return document && Array.isArray(document.Statement) ? document.Statement.filter(isObject) : [];
}
