import type { JsonCall } from "../json/action.ts";
import { AwsError } from "../wire/errors.ts";
import { eventsAction, eventsArn, type Named, notFound } from "./action.ts";
import type { Pattern } from "./pattern.ts";
import type { EventTarget } from "./records.ts";

const ruleOf = ({ account, request }: JsonCall<unknown>, name: string) => {
  const rule = account.tables.eventRules.get(`${request.region}/${name}`);
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus default.`);
  return rule;
};

const MOST_PATTERN_CHARACTERS = 4096;

const putRule = eventsAction<Named & { EventPattern: string; State?: string }>(
  "PutRule",
  ({ Name }) => `rule/${Name}`,
  (call) => {
    const { Name: name, EventPattern, State } = call.input;
    const key = `${call.request.region}/${name}`;
    const rules = call.account.tables.eventRules;
    const rule = {
      name,
      arn: eventsArn(call, `rule/${name}`),
      region: call.request.region,
      pattern: patternFrom(EventPattern),
      isEnabled: State !== "DISABLED",
      targets: rules.get(key)?.targets ?? [],
    };
    rules.set(key, rule);
    return { RuleArn: rule.arn };
  },
);

function patternFrom(text: string): Pattern {
  const invalid = () => new AwsError("InvalidEventPatternException", 400, "Event pattern is not valid.");
  if (!text || text.length > MOST_PATTERN_CHARACTERS) throw invalid();
  try {
    return JSON.parse(text) as Pattern;
  } catch {
    throw invalid();
  }
}

const describeRule = eventsAction<Named>(
  "DescribeRule",
  ({ Name }) => `rule/${Name}`,
  (call) => {
    const { name, arn, pattern, isEnabled } = ruleOf(call, call.input.Name);
    return {
      Name: name,
      Arn: arn,
      EventPattern: JSON.stringify(pattern),
      State: isEnabled ? "ENABLED" : "DISABLED",
      EventBusName: "default",
    };
  },
);

const deleteRule = eventsAction<Named>(
  "DeleteRule",
  ({ Name }) => `rule/${Name}`,
  (call) => {
    const rule = call.account.tables.eventRules.get(`${call.request.region}/${call.input.Name}`);
    if (rule && rule.targets.length > 0) {
      throw new AwsError("ValidationException", 400, "Rule can't be deleted since it has targets.");
    }
    call.account.tables.eventRules.delete(`${call.request.region}/${call.input.Name}`);
    return {};
  },
);

const putTargets = eventsAction<{ Rule: string; Targets: EventTarget[] }>(
  "PutTargets",
  ({ Rule }) => `rule/${Rule}`,
  (call) => {
    const rule = ruleOf(call, call.input.Rule);
    const { Targets } = call.input;
    const kept = rule.targets.filter(({ Id }) => !Targets.some((target) => target.Id === Id));
    call.account.tables.eventRules.set(`${rule.region}/${rule.name}`, {
      ...rule,
      targets: [...kept, ...Targets],
    });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

const removeTargets = eventsAction<{ Rule: string; Ids: string[] }>(
  "RemoveTargets",
  ({ Rule }) => `rule/${Rule}`,
  (call) => {
    const rule = ruleOf(call, call.input.Rule);
    const targets = rule.targets.filter(({ Id }) => !call.input.Ids.includes(Id));
    call.account.tables.eventRules.set(`${rule.region}/${rule.name}`, { ...rule, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

const listTargets = eventsAction<{ Rule: string }>(
  "ListTargetsByRule",
  ({ Rule }) => `rule/${Rule}`,
  (call) => ({ Targets: ruleOf(call, call.input.Rule).targets }),
);

export const RULE_ACTIONS = [putRule, describeRule, deleteRule, putTargets, removeTargets, listTargets];
