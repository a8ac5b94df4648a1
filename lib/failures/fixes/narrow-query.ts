/** The JMESPath expression by which a script narrows the Denies of a policy that Rolecall has not read. Browser-safe. */

export type Spared = {
  actions: string[];
  /** The ARNs they are spared on; all where there are none. */
  resources?: string[];
};

/**
 * Takes the members out that the query has set to null, because JMESPath can set a member but not remove one. They
 * never stand last in a statement, so that what is left is JSON.
 */
export const WITHOUT_NULLS = `grep -vE '^ *"(Sid|(Not)?Action|(Not)?Resource)": *null,$'`;

/** First, so that whatever of it stays null is followed by the statement's other members. */
const BLANK = literal({ Sid: null, Action: null, NotAction: null, Resource: null, NotResource: null });
const NULL = literal(null);
const ANY = literal("*");
const FALSE = literal(false);
const NONE = literal(0);
const DENY = `Effect == ${literal("Deny")}`;
const OF_EVERYTHING = `contains([Action][], ${ANY})`;

/**
 * An expression for the statements of `document` (itself an expression) with the Denies narrowed. What each of them
 * denied besides stays denied, except for what `whatGoesToo` of `drop-deny.ts` says. Its result goes through
 * WITHOUT_NULLS. `[x][]` makes a list of a single value as well as of a list. No `!`: an interactive shell would take
 * it for one of its own.
 */
export function statementsWithout(document: string, spared: Spared): string {
  const all = `[${document}.Statement][]`;
  const isConcerned = concerned(spared);
  const parts = [
    `[?Effect == ${literal("Allow")}${isConcerned ? ` || (${isConcerned}) == ${FALSE}` : ""}]`,
    ...[
      withoutNamed(spared),
      allButSpared(spared),
      ...onOtherResources(spared),
      ...restOfService(spared),
      joinedToList(spared),
    ].map(({ where, merged, keep = "" }) => {
      const filter = [DENY, ...(isConcerned ? [`(${isConcerned})`] : []), where].join(" && ");
      return `[?${filter}].merge(${BLANK}, @, {${merged}})${keep}`;
    }),
  ];
  return `[\n${parts.map((part) => `    ${all} | ${part}`).join(",\n")}\n  ][]`;
}

/** Of the Denies that `where` selects the members that change. */
type Part = { where: string; merged: string; keep?: string };

/** Whether the statement is about the resources at all; empty where it is about any. */
function concerned({ resources }: Spared): string {
  if (!resources) return "";
  return `NotResource || length(${coveringResources(resources)}) > ${NONE}`;
}

/** What a statement lists besides the actions and the wildcards that cover them stays as it was. */
function withoutNamed({ actions }: Spared): Part {
  return {
    where: `Action && ${OF_EVERYTHING} == ${FALSE}`,
    merged: `Action: ${otherActions(actions)}`,
    keep: " | [?Action]",
  };
}

function allButSpared({ actions }: Spared): Part {
  return { where: OF_EVERYTHING, merged: `Action: ${NULL}, NotAction: ${literal(actions)}` };
}

/** The actions, and the wildcards that cover them, stay denied on whatever other resources the statement is about. */
function onOtherResources({ actions, resources }: Spared): Part[] {
  if (!resources || resources.includes("*")) return [];
  const named = `[Action][] | [?contains(${literal(actionPatterns(actions))}, @)]`;
  const covers = `Action && length(${named}) > ${NONE}`;
  const anywhere = `(NotResource || contains([Resource][], ${ANY}))`;
  const others = `[Resource][] | [?contains(${literal(resourcePatterns(resources))}, @) == ${FALSE}]`;
  // A Sid may stand only once in a policy: it stays with what is left of the statement itself.
  const sid = `Sid: ${OF_EVERYTHING} == ${FALSE} && length(${otherActions(actions)}) == ${NONE} && Sid || ${NULL}`;
  const action = `Action: ${OF_EVERYTHING} && ${literal(actions)} || (${named})`;
  const excepted = `[NotResource][] | [?@ && contains(${literal(resources)}, @) == ${FALSE}]`;
  return [
    {
      where: `${covers} && ${anywhere}`,
      merged: `${sid}, ${action}, Resource: ${NULL}, NotResource: [(${excepted}), ${literal(resources)}][]`,
    },
    {
      where: `${covers} && Resource && contains([Resource][], ${ANY}) == ${FALSE}`,
      merged: `${sid}, ${action}, Resource: ${others}`,
      keep: " | [?Resource]",
    },
  ];
}

/**
 * What `iam:*` denies besides stays denied on the resources as well. A Deny of all but the actions may be told of them
 * because a role or an instance profile is the resource of actions of IAM, and of STS, which is left alone.
 * Where a NotResource has wildcards it cannot be told whether the statement is about the resources.
 */
function restOfService({ actions, resources = [] }: Spared): Part[] {
  if (!leavesRestOfService({ actions, resources })) return [];
  const isPattern = `contains(@, ${ANY}) || contains(@, ${literal("?")}) || contains(${literal(resources)}, @)`;
  const isCovered = `Resource || length([NotResource][] | [?${isPattern}]) == ${NONE}`;
  const anywhere = `(NotResource || contains([Resource][], ${ANY}))`;
  return [
    {
      where: `${OF_EVERYTHING} == ${FALSE} && contains([Action][], ${literal("iam:*")}) && (${isCovered})`,
      merged:
        `Sid: ${NULL}, Action: ${NULL}, NotAction: ${literal([...actions, "sts:*"])}, NotResource: ${NULL}, ` +
        `Resource: ${anywhere} && ${literal(resources)} || (${coveringResources(resources)})`,
    },
  ];
}

/** Whether a Deny of the whole service goes on holding for its other actions. */
export function leavesRestOfService({ actions, resources = [] }: Spared): boolean {
  const isIam = actions.every((action) => action.startsWith("iam:"));
  return isIam && resources.length > 0 && resources.every((arn) => /^arn:[^:]*:iam:/.test(arn));
}

/** A Deny of all but what it lists lists these as well. */
function joinedToList({ actions }: Spared): Part {
  const listed = `[NotAction][] | [?contains(${literal(actions)}, @) == ${FALSE}]`;
  return { where: "NotAction", merged: `NotAction: [(${listed}), ${literal(actions)}][]` };
}

const otherActions = (actions: string[]) =>
  `[Action][] | [?contains(${literal(actionPatterns(actions))}, @) == ${FALSE}]`;

const coveringResources = (resources: string[]) =>
  `[Resource][] | [?contains(${literal(resourcePatterns(resources))}, @)]`;

/** How a policy may name the actions: as they are, or by `*` after a whole word: `iam:Attach*`. */
function actionPatterns(actions: string[]): string[] {
  const patterns = actions.flatMap((action) => {
    const [service = "", name = ""] = action.split(":");
    const words = name.match(/[A-Z][a-z0-9]*/g) ?? [];
    const beginnings = words.map((_, index) => `${service}:${words.slice(0, index).join("")}*`);
    return [...beginnings, action];
  });
  return [...new Set(["*", ...patterns])];
}

/** As they are, or by `*` after a slash or a colon. */
function resourcePatterns(arns: string[]): string[] {
  const patterns = arns.flatMap((arn) => {
    const ends = [...arn.matchAll(/[:/]/g)].map(({ index }) => `${arn.slice(0, index + 1)}*`);
    return [...ends.slice(4), arn];
  });
  return [...new Set(["*", ...patterns])];
}

/** A path may contain what would end the query or the shell's quotes. */
function literal(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll("`", "\\`").replaceAll("'", `'\\''`)}\``;
}
