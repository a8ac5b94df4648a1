import { defineJsonAction, type JsonAction, type JsonCall } from "../json/action.ts";
import { AwsError } from "../wire/errors.ts";

export type Named = { Name: string };

/** An ARN in the caller's account and Region. */
export const eventsArn = ({ account, request }: JsonCall<unknown>, resource: string) =>
  `arn:${account.partition}:events:${request.region}:${account.id}:${resource}`;

/** An action on one resource, authorized against its ARN. */
export function eventsAction<I>(
  name: string,
  resource: (input: I) => string,
  run: JsonAction<I>["run"],
): JsonAction {
  return defineJsonAction<I>({
    service: "events",
    name,
    access: (call) => [{ action: `events:${name}`, resource: eventsArn(call, resource(call.input)) }],
    run,
  });
}

export const notFound = (message: string) => new AwsError("ResourceNotFoundException", 400, message);
