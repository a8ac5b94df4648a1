/** Counters of the calls to AWS, in prom-client's own registry. */
import { Counter, register } from "prom-client";
import { AwsError, isDenied, isThrottle, isUnavailable } from "./errors.ts";

const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
  (register.getSingleMetric(name) as Counter<Label> | undefined) ?? new Counter({ name, help, labelNames });

const calls = counter(
  "rolecall_aws_calls_total",
  "Calls to AWS with all their tries, by the outcome of the last.",
  ["service", "operation", "outcome"],
);
const throttled = counter("rolecall_aws_throttled_total", "Tries that AWS throttled.", ["operation"]);

/** @param error what the last try threw; undefined where it was answered */
export function countCall(service: string, operation: string, error?: unknown): void {
  calls.inc({ service, operation, outcome: error === undefined ? "ok" : outcomeOf(error) });
}

export function countThrottle(operation: string): void {
  throttled.inc({ operation });
}

function outcomeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return "not_sent";
  if (isThrottle(error)) return "throttled";
  if (isDenied(error)) return "denied";
  return isUnavailable(error) ? "unavailable" : "refused";
}
