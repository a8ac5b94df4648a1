/** Finds problems of a statement that a user wrote: actions, resources, and passing roles. */
import { isObject, type Json, type JsonObject, strings } from "#lib/iam-policy/parse.ts";
import { actionFacts, actionsLike, serviceExists } from "./action-catalog.ts";
import { error, type Finding, warning } from "./finding.ts";
import { mayOverlap } from "./resource-overlap.ts";

/**
 * Returns the statement's findings.
 * @param path the statement's dotted path in the input
 */
export async function findingsOfStatement(statement: JsonObject, path: string): Promise<Finding[]> {
  const actions = strings(statement.Action as Json);
  const resources = strings(statement.Resource as Json);
  const found = await Promise.all(actions.map((action) => findingsOfAction(action, resources, path)));
  return [...found.flat(), ...passRoleFindings(statement, actions, resources, path)];
}

/**
 * Names of API calls that are mistaken for actions. Source: Amazon S3 User Guide, "Required permissions for S3 API
 * operations".
 */
const CALLED_OTHERWISE: Record<string, string> = {
  "s3:headbucket": "s3:ListBucket",
  "s3:headobject": "s3:GetObject",
  "s3:listobjects": "s3:ListBucket",
  "s3:listobjectsv2": "s3:ListBucket",
  "s3:createmultipartupload": "s3:PutObject",
  "s3:uploadpart": "s3:PutObject",
  "s3:completemultipartupload": "s3:PutObject",
  "s3:copyobject": "s3:GetObject and s3:PutObject",
  "s3:deleteobjects": "s3:DeleteObject",
  "s3:listbuckets": "s3:ListAllMyBuckets",
};

async function findingsOfAction(action: string, resources: string[], path: string): Promise<Finding[]> {
  const at = `${path}.Action`;
  if (action === "*") return [warning("all_actions", at, "This allows everything AWS has; name the actions")];
  const [service = "", name] = action.split(":");
  if (name === undefined)
    return [
      error(
        "not_an_action",
        at,
        `"${action}" is not an action; one reads service:Name, for example s3:GetObject`,
      ),
    ];
  if (/[*?]/.test(service))
    return [error("not_an_action", at, `"${action}": the service is written without * or ?`)];
  if (!(await serviceExists(service)))
    return [error("unknown_service", at, `AWS has no service with the prefix ${service}`)];
  const covered = /[*?]/.test(name) ? await actionsLike(action) : [action];
  const facts = (await Promise.all(covered.map(actionFacts))).filter((one) => one !== null);
  if (facts.length === 0) return [unknownAction(action, at)];
  const fits = facts.some(
    (one) =>
      one.resources.length === 0 ||
      resources.some((written) => one.resources.some((type) => mayOverlap(written, type))),
  );
  if (!fits) {
    const wanted = facts[0]?.resources[0]?.replace(/\$\{(\w+)\}/g, "<$1>");
    return [
      error(
        "fits_no_resource",
        `${path}.Resource`,
        `${action} applies to none of these resources, so the statement does nothing; it takes ${wanted}`,
      ),
    ];
  }
  const narrowable = facts.some((one) => one.resources.length > 0);
  return resources.includes("*") && narrowable
    ? [
        warning(
          "all_resources",
          `${path}.Resource`,
          `${action} on * reaches every resource of the account; name those that are meant`,
        ),
      ]
    : [];
}

function unknownAction(action: string, path: string): Finding {
  const right = CALLED_OTHERWISE[action.toLowerCase()];
  if (right)
    return error("unknown_action", path, `AWS has no action ${action}; the call is allowed by ${right}`);
  return error("unknown_action", path, `AWS has no action ${action}`);
}

function passRoleFindings(
  statement: JsonObject,
  actions: string[],
  resources: string[],
  path: string,
): Finding[] {
  if (statement.Effect !== "Allow" || !actions.some((action) => /^iam:(passrole|\*)$/i.test(action)))
    return [];
  const conditions = isObject(statement.Condition) ? Object.values(statement.Condition).filter(isObject) : [];
  const saysTo = conditions.some((keys) =>
    Object.keys(keys).some((key) => key.toLowerCase() === "iam:passedtoservice"),
  );
  return [
    ...(resources.includes("*")
      ? [
          warning(
            "pass_any_role",
            `${path}.Resource`,
            "Who may pass every role may give a machine of theirs an administrator's rights; name the roles",
          ),
        ]
      : []),
    ...(saysTo
      ? []
      : [
          warning(
            "pass_to_any_service",
            `${path}.Condition`,
            "Say to which service the role may be passed, by iam:PassedToService",
          ),
        ]),
  ];
}
