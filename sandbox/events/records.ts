import type { Pattern } from "./pattern.ts";
import type { InputTransformer } from "./transform.ts";

export type EventTarget = {
  Id: string;
  Arn: string;
  RoleArn?: string;
  InputTransformer?: InputTransformer;
  RetryPolicy?: { MaximumRetryAttempts?: number };
};

/** EventBridge resources, which belong to a Region. */
export type EventRule = {
  name: string;
  arn: string;
  region: string;
  pattern: Pattern;
  isEnabled: boolean;
  targets: EventTarget[];
};

export type EventConnection = {
  name: string;
  arn: string;
  region: string;
  apiKey: { name: string; value: string };
};

export type ApiDestination = {
  name: string;
  arn: string;
  region: string;
  connectionArn: string;
  endpoint: string;
  method: string;
};
