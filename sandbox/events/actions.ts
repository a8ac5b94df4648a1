import { randomUUID } from "node:crypto";
import { defineJsonAction, type JsonAction, type JsonCall } from "../json/action.ts";
import { AwsError } from "../wire/errors.ts";
import type { Pattern } from "./pattern.ts";
import type { EventTarget } from "./records.ts";

type Named = { Name: string };

const arnOf = ({ account, request }: JsonCall<unknown>, resource: string) =>
  `arn:${account.partition}:events:${request.region}:${account.id}:${resource}`;

/** An action on one thing, authorized against its ARN. */
function action<I>(name: string, resource: (input: I) => string, run: JsonAction<I>["run"]): JsonAction {
  return defineJsonAction<I>({
    service: "events",
    name,
    access: (call) => [{ action: `events:${name}`, resource: arnOf(call, resource(call.input)) }],
    run,
  });
}

const ruleOf = ({ account, request }: JsonCall<unknown>, name: string) => {
  const rule = account.tables.eventRules.get(`${request.region}/${name}`);
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus default.`);
  return rule;
};

const notFound = (message: string) => new AwsError("ResourceNotFoundException", 400, message);
const exists = (what: string) =>
  new AwsError("ResourceAlreadyExistsException", 400, `${what} already exists.`);

const MOST_PATTERN_CHARACTERS = 4096;

const putRule = action<Named & { EventPattern: string; State?: string }>(
  "PutRule",
  ({ Name }) => `rule/${Name}`,
  (call) => {
    const { Name: name, EventPattern, State } = call.input;
    const key = `${call.request.region}/${name}`;
    const rules = call.account.tables.eventRules;
    const rule = {
      name,
      arn: arnOf(call, `rule/${name}`),
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

const describeRule = action<Named>(
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

const deleteRule = action<Named>(
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

const putTargets = action<{ Rule: string; Targets: EventTarget[] }>(
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

const removeTargets = action<{ Rule: string; Ids: string[] }>(
  "RemoveTargets",
  ({ Rule }) => `rule/${Rule}`,
  (call) => {
    const rule = ruleOf(call, call.input.Rule);
    const targets = rule.targets.filter(({ Id }) => !call.input.Ids.includes(Id));
    call.account.tables.eventRules.set(`${rule.region}/${rule.name}`, { ...rule, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

const listTargets = action<{ Rule: string }>(
  "ListTargetsByRule",
  ({ Rule }) => `rule/${Rule}`,
  (call) => ({ Targets: ruleOf(call, call.input.Rule).targets }),
);

type ConnectionInput = Named & {
  AuthParameters?: { ApiKeyAuthParameters?: { ApiKeyName: string; ApiKeyValue: string } };
};

const createConnection = action<ConnectionInput>(
  "CreateConnection",
  ({ Name }) => `connection/${Name}`,
  (call) => {
    const { Name: name, AuthParameters } = call.input;
    const key = `${call.request.region}/${name}`;
    const apiKey = AuthParameters?.ApiKeyAuthParameters;
    if (!apiKey) throw new AwsError("ValidationException", 400, "Only API keys are spoken here.");
    if (call.account.tables.eventConnections.get(key)) throw exists(`Connection ${name}`);
    const connection = {
      name,
      arn: arnOf(call, `connection/${name}/${randomUUID()}`),
      region: call.request.region,
      apiKey: { name: apiKey.ApiKeyName, value: apiKey.ApiKeyValue },
    };
    call.account.tables.eventConnections.set(key, connection);
    return { ConnectionArn: connection.arn, ConnectionState: "AUTHORIZED" };
  },
);

const deleteConnection = action<Named>(
  "DeleteConnection",
  ({ Name }) => `connection/${Name}`,
  (call) => {
    const key = `${call.request.region}/${call.input.Name}`;
    const connection = call.account.tables.eventConnections.get(key);
    if (!connection) throw notFound(`Connection ${call.input.Name} does not exist.`);
    call.account.tables.eventConnections.delete(key);
    return { ConnectionArn: connection.arn, ConnectionState: "DELETING" };
  },
);

type DestinationInput = Named & { ConnectionArn: string; InvocationEndpoint: string; HttpMethod: string };

const createApiDestination = action<DestinationInput>(
  "CreateApiDestination",
  ({ Name }) => `api-destination/${Name}`,
  (call) => {
    const { Name: name, ConnectionArn, InvocationEndpoint, HttpMethod } = call.input;
    const key = `${call.request.region}/${name}`;
    // GovCloud has none [EventBridge in AWS GovCloud (US)].
    if (call.account.partition === "aws-us-gov") {
      throw new AwsError("UnknownOperationException", 400, "API destinations are not offered here.");
    }
    if (!isAllowedEndpoint(InvocationEndpoint)) {
      throw new AwsError("ValidationException", 400, "InvocationEndpoint must be an HTTPS URL.");
    }
    if (call.account.tables.apiDestinations.get(key)) throw exists(`ApiDestination ${name}`);
    const destination = {
      name,
      arn: arnOf(call, `api-destination/${name}/${randomUUID()}`),
      region: call.request.region,
      connectionArn: ConnectionArn,
      endpoint: InvocationEndpoint,
      method: HttpMethod,
    };
    call.account.tables.apiDestinations.set(key, destination);
    return { ApiDestinationArn: destination.arn, ApiDestinationState: "ACTIVE" };
  },
);

/** AWS wants HTTPS. A server on this machine is taken without: it stands for one that has it. */
const isAllowedEndpoint = (url: string) => /^https:\/\/|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url);

const deleteApiDestination = action<Named>(
  "DeleteApiDestination",
  ({ Name }) => `api-destination/${Name}`,
  (call) => {
    call.account.tables.apiDestinations.delete(`${call.request.region}/${call.input.Name}`);
    return {};
  },
);

export const EVENT_ACTIONS: JsonAction[] = [
  putRule,
  describeRule,
  deleteRule,
  putTargets,
  removeTargets,
  listTargets,
  createConnection,
  deleteConnection,
  createApiDestination,
  deleteApiDestination,
];
