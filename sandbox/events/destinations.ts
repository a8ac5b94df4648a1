import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/errors.ts";
import { eventsAction, eventsArn, type Named, notFound } from "./action.ts";

const exists = (what: string) =>
  new AwsError("ResourceAlreadyExistsException", 400, `${what} already exists.`);

type ConnectionInput = Named & {
  AuthParameters?: { ApiKeyAuthParameters?: { ApiKeyName: string; ApiKeyValue: string } };
};

const createConnection = eventsAction<ConnectionInput>(
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
      arn: eventsArn(call, `connection/${name}/${randomUUID()}`),
      region: call.request.region,
      apiKey: { name: apiKey.ApiKeyName, value: apiKey.ApiKeyValue },
    };
    call.account.tables.eventConnections.set(key, connection);
    return { ConnectionArn: connection.arn, ConnectionState: "AUTHORIZED" };
  },
);

const deleteConnection = eventsAction<Named>(
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

const createApiDestination = eventsAction<DestinationInput>(
  "CreateApiDestination",
  ({ Name }) => `api-destination/${Name}`,
  (call) => {
    const { Name: name, ConnectionArn, InvocationEndpoint, HttpMethod } = call.input;
    const key = `${call.request.region}/${name}`;
    // GovCloud has no API destinations [EventBridge in AWS GovCloud (US)].
    if (call.account.partition === "aws-us-gov") {
      throw new AwsError("UnknownOperationException", 400, "API destinations are not offered here.");
    }
    if (!isAllowedEndpoint(InvocationEndpoint)) {
      throw new AwsError("ValidationException", 400, "InvocationEndpoint must be an HTTPS URL.");
    }
    if (call.account.tables.apiDestinations.get(key)) throw exists(`ApiDestination ${name}`);
    const destination = {
      name,
      arn: eventsArn(call, `api-destination/${name}/${randomUUID()}`),
      region: call.request.region,
      connectionArn: ConnectionArn,
      endpoint: InvocationEndpoint,
      method: HttpMethod,
    };
    call.account.tables.apiDestinations.set(key, destination);
    return { ApiDestinationArn: destination.arn, ApiDestinationState: "ACTIVE" };
  },
);

/** AWS requires HTTPS. The sandbox also accepts HTTP for servers on this machine. */
const isAllowedEndpoint = (url: string) => /^https:\/\/|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url);

const deleteApiDestination = eventsAction<Named>(
  "DeleteApiDestination",
  ({ Name }) => `api-destination/${Name}`,
  (call) => {
    call.account.tables.apiDestinations.delete(`${call.request.region}/${call.input.Name}`);
    return {};
  },
);

export const DESTINATION_ACTIONS = [
  createConnection,
  deleteConnection,
  createApiDestination,
  deleteApiDestination,
];
