/**
 * Simulates what a role may do in the Regions it is used in: with SCPs first, and without them where an organization
 * denies (docs/decisions/0015-when-an-organization-is-believed.md).
 */
import { AwsError, hasCode, isDenied, isNotOffered } from "#lib/aws/errors.ts";
import type { SimulatedDecision, Simulation } from "#lib/aws/iam/simulate-principal-policy.ts";
import type { KnownKeys } from "#lib/iam-policy/known-request.ts";
import { judge, type Limits, type Verdict } from "./judge.ts";
import type { LimitingPolicies } from "./limiting-policies.ts";
import { MOST_REGIONS } from "./regions-in-use.ts";
import { certainContext, type Principal, type RequestContext } from "./request-keys.ts";

export type Question = {
  actions: string[];
  /** `*`, or an ARN of a type the actions support. */
  resourceArn: string;
  context?: RequestContext;
};

export type Asked = {
  principal: Principal;
  /** The Regions in use; the first three are asked. */
  regions: readonly [string, ...string[]];
  /** The Region of the partition's IAM, whose calls have it wherever they are made. */
  homeRegion: string;
  /** The Regions that every account has. */
  partitionRegions: readonly string[];
  known: (question: Question) => KnownKeys;
  /** Called where something is denied. */
  readPolicies: () => Promise<LimitingPolicies>;
  isLost: Limits["isLost"];
};

export type Simulated = {
  /** The verdicts in the Region in which most is allowed, in the order asked. */
  verdicts: Verdict[];
  /** The other Regions asked, with the actions denied there and allowed elsewhere. */
  elsewhere: { region: string; actions: string[] }[];
};

type Ask = (simulation: Simulation) => Promise<SimulatedDecision[]>;

/** One action of a question, with its answer. */
type Item = { question: Question; decision: SimulatedDecision };

/**
 * Simulates the questions.
 * @throws AwsError where the simulator cannot be asked
 */
export async function simulatePrincipal(ask: Ask, questions: Question[], asked: Asked): Promise<Simulated> {
  const regions = asked.regions.slice(0, MOST_REGIONS);
  const runs = await Promise.all(regions.map((region) => askIn(ask, { ...asked, region }, questions)));
  const lossesOf = (run: Item[]) => run.filter(({ decision }) => asked.isLost(decision));
  const fewest = Math.min(...runs.map((run) => lossesOf(run).length));
  const best = runs.findIndex((run) => lossesOf(run).length === fewest);
  const items = runs[best] as Item[];
  const verdicts = await verdictsOf(ask, { ...asked, region: regions[best] as string }, items);
  const lostHere = new Set(lossesOf(items).map(keyOf));
  const elsewhere = runs.map((run, index) => ({
    region: regions[index] as string,
    actions: [
      ...new Set(
        lossesOf(run)
          .filter((item) => !lostHere.has(keyOf(item)))
          .map(({ decision }) => decision.action),
      ),
    ],
  }));
  return { verdicts, elsewhere: elsewhere.filter(({ actions }) => actions.length > 0) };
}

const keyOf = ({ question, decision }: Item) => `${decision.action} ${JSON.stringify(question)}`;

type InRegion = Asked & { region: string | undefined; withoutScps?: boolean };

async function askIn(ask: Ask, asked: InRegion, questions: Question[]): Promise<Item[]> {
  const { principal, region, homeRegion, withoutScps } = asked;
  const parts = questions.flatMap((question) =>
    [...Map.groupBy(question.actions, (action) => (isGlobal(action) ? homeRegion : region))].map(
      ([of, actions]) => ({ question, actions, region: of }),
    ),
  );
  const answers = await Promise.all(
    parts.map(async ({ question, actions, region: of }) => {
      const context = {
        ...certainContext(principal),
        ...(of && { "aws:RequestedRegion": of }),
        ...question.context,
      };
      const { resourceArn } = question;
      const simulation = { principalArn: principal.arn, actions, resourceArn, context };
      const decisions = await ask({ ...simulation, ...(withoutScps && { withoutScps }) });
      return decisions.map((decision) => ({ question, decision }));
    }),
  );
  return answers.flat();
}

/** Whether the service has one endpoint in a partition, whose Region its calls have. */
export const isGlobal = (action: string) =>
  /^(?:iam|organizations|account|route53|cloudfront|support):/.test(action);

/** Examines denials: without SCPs where the organization denies, and by the policies where something else does. */
async function verdictsOf(ask: Ask, asked: InRegion, items: Item[]): Promise<Verdict[]> {
  const lost = items.filter(({ decision }) => asked.isLost(decision));
  const byOrganization = lost.filter(({ decision }) => decision.allowedByOrganization === false);
  const withoutScps = await askAgain(ask, { ...asked, withoutScps: true }, byOrganization);
  const byOthers = lost.filter((item) => {
    const { decision } = item;
    const other = decision.allowedByOrganization === false ? withoutScps.get(keyOf(item)) : decision;
    return other !== undefined && asked.isLost(other);
  });
  const policies = byOthers.length > 0 ? await asked.readPolicies() : { own: [] };
  const unread = isAllRead(policies) ? [] : byOthers;
  const elsewhere = await allowedElsewhere(ask, asked, unread);
  return items.map((item) => {
    const { question, decision } = item;
    const act = { action: decision.action, resourceArn: question.resourceArn };
    const key = keyOf(item);
    const answers = {
      asked: decision,
      withoutScps: withoutScps.get(key),
      isOtherElsewhere: elsewhere.has(key),
    };
    return judge(act, answers, { policies, known: asked.known(question), isLost: asked.isLost });
  });
}

const isAllRead = ({ own, isPartial, boundary }: LimitingPolicies) =>
  !isPartial && [...own, ...(boundary ? [boundary] : [])].every(({ document }) => document !== undefined);

/**
 * Of the denied actions, those allowed in another Region of the partition, or without one. Where the simulator does not
 * report a missing Region, no policy has a condition on it.
 */
async function allowedElsewhere(ask: Ask, asked: InRegion, lost: Item[]): Promise<ReadonlySet<string>> {
  const askFor = async (region: string | undefined, items: Item[]) => {
    const answers = await askAgain(ask, { ...asked, region, withoutScps: true }, items);
    return items.map((item) => ({ item, answer: answers.get(keyOf(item)) }));
  };
  const withoutRegion = await askFor(undefined, lost);
  const hanging = withoutRegion.filter(({ answer }) => answer?.missingContext?.some(isRegion));
  const others = hanging.length > 0 ? asked.partitionRegions.filter((region) => region !== asked.region) : [];
  const items = hanging.map(({ item }) => item);
  const elsewhere = await Promise.all(others.map((region) => askFor(region, items)));
  const allowed = [...withoutRegion, ...elsewhere.flat()].filter(
    ({ answer }) => answer && !asked.isLost(answer),
  );
  return new Set(allowed.map(({ item }) => keyOf(item)));
}

const isRegion = (key: string) => key.toLowerCase() === "aws:requestedregion";

/**
 * Asks again, by action and question. Empty where AWS does not support the request, as in a partition that is behind or
 * an emulator.
 */
async function askAgain(
  ask: Ask,
  asked: InRegion,
  items: Item[],
): Promise<ReadonlyMap<string, SimulatedDecision>> {
  const byQuestion = Map.groupBy(items, ({ question }) => question);
  const questions = [...byQuestion].map(([question, some]) => ({
    ...question,
    actions: [...new Set(some.map(({ decision }) => decision.action))],
  }));
  // Answers are keyed by the question as first asked.
  const originals = new Map([...byQuestion.keys()].map((question, index) => [questions[index], question]));
  try {
    const answers = await askIn(ask, asked, questions);
    return new Map(
      answers.map(({ question, decision }) => [
        keyOf({ question: originals.get(question) as Question, decision }),
        decision,
      ]),
    );
  } catch (error) {
    if (error instanceof AwsError && isUnknownQuestion(error)) return new Map();
    throw error;
  }
}

const isUnknownQuestion = (error: AwsError) =>
  isDenied(error) ||
  isNotOffered(error) ||
  hasCode(error, "ValidationError") ||
  hasCode(error, "InvalidInput");
