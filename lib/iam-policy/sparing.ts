/** Changes a policy so that it no longer denies some actions, and says which statements changed how. Browser-safe. */
import { matchesAction } from "./match.ts";
import { isObject, type JsonObject, type PolicyJson, strings } from "./parse.ts";
import { rawStatements } from "./raw-statements.ts";

/** `patterns`: wildcards that were taken out with all they cover. */
export type SparedStatement = {
  /** Its place in the policy, from 0. */
  index: number;
  sid?: string;
  change: "fewer_actions" | "denies_all_but" | "removed" | "excepts_role";
  patterns: string[];
};

type Spared = { statement: JsonObject | null; change: SparedStatement["change"]; patterns: string[] };

/** The document without the Deny of these actions. `roleArn`: the role whose machines need them. */
export function sparingActions(
  json: PolicyJson,
  actions: string[],
  roleArn: string,
): { after: PolicyJson; statements: SparedStatement[] } {
  const all = rawStatements(json).map((statement, index) => ({
    statement,
    index,
    spared: spare(statement, actions, roleArn),
  }));
  const left = all.flatMap(({ statement, spared }) => {
    if (!spared) return [statement];
    return spared.statement ? [spared.statement] : [];
  });
  const statements = all.flatMap(({ statement, index, spared }) => {
    if (!spared) return [];
    const sid = typeof statement.Sid === "string" && statement.Sid ? { sid: statement.Sid } : {};
    return [{ index, ...sid, change: spared.change, patterns: spared.patterns }];
  });
  return { after: { ...json, Statement: left }, statements };
}

/** Null where the statement does not deny any of them. */
function spare(statement: JsonObject, actions: string[], roleArn: string): Spared | null {
  if (statement.Effect !== "Deny") return null;
  const covers = (pattern: string) => actions.some((action) => matchesAction(pattern, action));
  const allBut = strings(statement.NotAction);
  const patterns = strings(statement.Action);
  const listed = (action: string) => allBut.some((pattern) => matchesAction(pattern, action));
  const isDenied = statement.NotAction === undefined ? patterns.some(covers) : !actions.every(listed);
  if (!isDenied) return null;
  if (asksForMfa(statement)) {
    return { statement: exceptRole(statement, roleArn), change: "excepts_role", patterns: [] };
  }
  if (statement.NotAction !== undefined) {
    const NotAction = [...new Set([...allBut, ...actions])];
    return { statement: { ...statement, NotAction }, change: "denies_all_but", patterns: [] };
  }
  if (patterns.includes("*")) {
    const { Action: _, ...rest } = statement;
    return { statement: { ...rest, NotAction: actions }, change: "denies_all_but", patterns: [] };
  }
  const left = patterns.filter((pattern) => !covers(pattern));
  const taken = patterns.filter((pattern) => covers(pattern) && /[*?]/.test(pattern));
  if (left.length === 0)
    return { statement: null, change: taken.length > 0 ? "fewer_actions" : "removed", patterns: taken };
  return { statement: { ...statement, Action: left }, change: "fewer_actions", patterns: taken };
}

/** Machines have no second factor, so such a Deny takes everything from them. */
function asksForMfa({ Condition }: JsonObject): boolean {
  const operators = Object.values(isObject(Condition) ? Condition : {}).filter(isObject);
  return operators.some((keys) => Object.keys(keys).some((key) => /^aws:MultiFactorAuth/i.test(key)));
}

function exceptRole(statement: JsonObject, roleArn: string): JsonObject {
  const condition = isObject(statement.Condition) ? statement.Condition : {};
  const operator = isObject(condition.ArnNotEquals) ? condition.ArnNotEquals : {};
  const spared = [...new Set([...strings(operator["aws:PrincipalArn"]), roleArn])];
  const ArnNotEquals = { ...operator, "aws:PrincipalArn": spared.length === 1 ? roleArn : spared };
  return { ...statement, Condition: { ...condition, ArnNotEquals } };
}
