/**
 * What IAM refuses when a trust policy is saved, for tests of proposals: written from the grammar of the policy language
 * in the IAM User Guide and independent of the reader and the builder beside it.
 */
type Value = unknown;
type Members = Record<string, Value>;

const STATEMENT = ["Sid", "Effect", "Principal", "Action", "NotAction", "Condition"];
const PRINCIPAL_KINDS = ["AWS", "Service", "Federated"];
const OPERATOR =
  /^(?:ForAllValues:|ForAnyValue:)?(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Numeric(?:Not)?Equals|Numeric(?:Less|Greater)Than(?:Equals)?|Date(?:Not)?Equals|Date(?:Less|Greater)Than(?:Equals)?|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?$|^Null$/;
const AWS_PRINCIPAL =
  /^(?:\*|\d{12}|arn:aws(?:-[a-z]+)*:(?:iam|sts)::\d{12}:(?:root|(?:role|user|assumed-role)\/[\w+=,.@/-]+))$/;
const SERVICE = /^[a-z0-9.-]+\.(?:amazonaws\.com(?:\.cn)?|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;

/** What is wrong with the text, each in a line; nothing where IAM would take it. */
export function trustGrammarErrors(text: string): string[] {
  const document = JSON.parse(text) as Members;
  const [first] = Object.keys(document);
  const statements = listOf(document.Statement) as Members[];
  const sids = statements.flatMap(({ Sid }) => (Sid ? [Sid as string] : []));
  return [
    ...(text.trimStart().startsWith("{") ? [] : ["does not begin with {"]),
    ...(first === "Version" ? [] : [`begins with ${first}, not with Version`]),
    ...(["2012-10-17", "2008-10-17"].includes(document.Version as string) ? [] : ["has an unknown Version"]),
    ...unknownMembers(document, ["Version", "Id", "Statement"]),
    ...(statements.length > 0 ? [] : ["has no statement"]),
    ...(new Set(sids).size === sids.length ? [] : ["has a Sid twice"]),
    ...(text.replace(/\s/g, "").length <= 2048 ? [] : ["is longer than 2,048 characters"]),
    ...statements.flatMap((statement, index) =>
      statementErrors(statement).map((error) => `statement ${index + 1} ${error}`),
    ),
  ];
}

function statementErrors(statement: Members): string[] {
  const { Sid, Effect, Principal, Action, NotAction, Condition } = statement;
  const actions = listOf(Action ?? NotAction);
  return [
    ...unknownMembers(statement, STATEMENT),
    ...(Sid === undefined || /^[A-Za-z0-9]*$/.test(Sid as string) ? [] : ["has a Sid with other characters"]),
    ...(Effect === "Allow" || Effect === "Deny" ? [] : ["has no effect"]),
    ...((Action === undefined) === (NotAction === undefined)
      ? ["has both or neither of Action and NotAction"]
      : []),
    ...(actions.length > 0 && actions.every((name) => /^(?:\*|[a-z0-9-]+:[\w*?]+)$/i.test(String(name)))
      ? []
      : ["has an action that is none"]),
    ...principalErrors(Principal),
    ...(Condition === undefined ? [] : conditionErrors(Condition)),
  ];
}

function principalErrors(principal: Value): string[] {
  if (principal === "*") return [];
  if (!isMembers(principal)) return ["has no principal"];
  const checks: Record<string, RegExp> = {
    AWS: AWS_PRINCIPAL,
    Service: SERVICE,
    Federated: /^(?:arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:oidc|saml)-provider\/\S+|[a-z.-]+\.com)$/,
  };
  return [
    ...unknownMembers(principal, PRINCIPAL_KINDS),
    ...(Object.keys(principal).length > 0 ? [] : ["has an empty principal"]),
    ...Object.entries(principal).flatMap(([kind, names]) => [
      ...(listOf(names).length > 0 ? [] : [`has an empty list of ${kind}`]),
      ...listOf(names)
        .filter((name) => !checks[kind]?.test(String(name)))
        .map((name) => `has an invalid principal ${String(name)}`),
    ]),
  ];
}

function conditionErrors(condition: Value): string[] {
  if (!isMembers(condition)) return ["has a condition that is no object"];
  return Object.entries(condition).flatMap(([operator, keys]) => [
    ...(OPERATOR.test(operator) ? [] : [`has an unknown operator ${operator}`]),
    ...(isMembers(keys) && Object.keys(keys).length > 0 ? [] : [`has nothing under ${operator}`]),
    ...Object.entries(isMembers(keys) ? keys : {}).flatMap(([key, values]) =>
      key.includes(":") && listOf(values).length > 0 ? [] : [`has a condition on ${key} without a value`],
    ),
  ]);
}

function unknownMembers(members: Members, known: string[]): string[] {
  const unknown = Object.keys(members).filter((name) => !known.includes(name));
  return unknown.map((name) => `has the member ${name}`);
}

const listOf = (value: Value): Value[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const isMembers = (value: Value): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
