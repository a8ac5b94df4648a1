import { defineJsonAction } from "../json/action.ts";
import { AwsError } from "../wire/errors.ts";
import { decodeMarker, encodeMarker } from "../wire/paging.ts";
import type { TrailEvent } from "./trail.ts";

type LookupInput = {
  LookupAttributes?: { AttributeKey: string; AttributeValue: string }[];
  /** Seconds since 1970. */
  StartTime?: number;
  EndTime?: number;
  MaxResults?: number;
  NextToken?: string;
};

const KEPT_FOR_MS = 90 * 24 * 3_600_000;
const CALLS_A_SECOND = 2;

/** LookupEvents: 90 days, one attribute, 50 a page, two calls a second [CloudTrail API reference, LookupEvents]. */
export const lookupEvents = defineJsonAction<LookupInput>({
  service: "cloudtrail",
  name: "LookupEvents",
  access: () => [{ action: "cloudtrail:LookupEvents", resource: "*" }],
  run: ({ world, account, request, input, now, trailDelayMs, allowance }) => {
    if (!allowance.take(`LookupEvents/${account.id}/${request.region}`, CALLS_A_SECOND)) {
      throw new AwsError("ThrottlingException", 400, "Rate exceeded");
    }
    const { MaxResults = 50, NextToken, LookupAttributes = [] } = input;
    if (MaxResults < 1 || MaxResults > 50)
      throw new AwsError("InvalidMaxResultsException", 400, "MaxResults is not valid");
    const fits = attributeTest(LookupAttributes);
    const seen = world.trail
      .eventsOf(account.id, request.region)
      .filter((event) => isVisible(event, input, { now, trailDelayMs }) && fits(event));
    const start = NextToken === undefined ? 0 : Number(decodeMarker(NextToken));
    const page = seen.slice(start, start + MaxResults);
    const next = start + page.length;
    return {
      Events: page.map(viewOf),
      ...(next < seen.length && { NextToken: encodeMarker(String(next)) }),
    };
  },
});

function isVisible(
  { eventTime }: TrailEvent,
  { StartTime, EndTime }: LookupInput,
  { now, trailDelayMs }: { now: number; trailDelayMs: number },
): boolean {
  const at = Date.parse(eventTime);
  const from = Math.max(now - KEPT_FOR_MS, StartTime === undefined ? 0 : StartTime * 1000);
  const to = Math.min(now - trailDelayMs, EndTime === undefined ? now : EndTime * 1000);
  return at >= from && at <= to;
}

type Attributes = NonNullable<LookupInput["LookupAttributes"]>;

function attributeTest(attributes: Attributes): (event: TrailEvent) => boolean {
  const [attribute, ...others] = attributes;
  if (!attribute) return () => true;
  const read = ATTRIBUTES[attribute.AttributeKey];
  if (others.length > 0 || !read) {
    throw new AwsError(
      "InvalidLookupAttributesException",
      400,
      "You can only use one valid lookup attribute.",
    );
  }
  return (event) => read(event).includes(attribute.AttributeValue);
}

const ATTRIBUTES: Record<string, (event: TrailEvent) => string[]> = {
  EventId: ({ eventID }) => [eventID],
  EventName: ({ eventName }) => [eventName],
  EventSource: ({ eventSource }) => [eventSource],
  ReadOnly: () => ["false"],
  Username: (event) => [usernameOf(event)],
  ResourceType: (event) => resourcesOf(event).map(({ ResourceType }) => ResourceType),
  ResourceName: (event) => resourcesOf(event).map(({ ResourceName }) => ResourceName),
};

function viewOf(event: TrailEvent) {
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: "false",
    EventTime: Date.parse(event.eventTime) / 1000,
    EventSource: event.eventSource,
    Username: usernameOf(event),
    Resources: resourcesOf(event),
    CloudTrailEvent: JSON.stringify(event),
  };
}

/** The user's name, or the session's. */
function usernameOf({ userIdentity }: TrailEvent): string {
  const { userName, arn = "" } = userIdentity as { userName?: string; arn?: string };
  return userName ?? arn.slice(arn.lastIndexOf("/") + 1);
}

const RESOURCE_TYPES: Record<string, string> = {
  roleName: "AWS::IAM::Role",
  instanceProfileName: "AWS::IAM::InstanceProfile",
  policyArn: "AWS::IAM::Policy",
  instanceId: "AWS::EC2::Instance",
};

function resourcesOf({ requestParameters }: TrailEvent) {
  return Object.entries(requestParameters ?? {}).flatMap(([name, ResourceName]) => {
    const ResourceType = RESOURCE_TYPES[name];
    return ResourceType ? [{ ResourceType, ResourceName }] : [];
  });
}
