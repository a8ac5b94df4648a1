/**
 * What Prometheus is told. One registry for a process, whatever Next bundles twice. No label has more values than the
 * code has names: no workspace, role or account.
 */
import { Counter, collectDefaultMetrics, Histogram, register } from "prom-client";

export type Metrics = ReturnType<typeof makeMetrics>;

const shared = globalThis as { rolecallMetrics?: Metrics };

export function metrics(): Metrics {
  shared.rolecallMetrics ??= makeMetrics();
  return shared.rolecallMetrics;
}

function makeMetrics() {
  // Where lib/aws counts its calls too.
  const registers = [register];
  collectDefaultMetrics();
  return {
    registry: register,
    httpRequests: new Counter({
      name: "rolecall_http_requests_total",
      help: "Requests answered, by the operation of the API and the status.",
      labelNames: ["operation", "status"] as const,
      registers,
    }),
    httpSeconds: new Histogram({
      name: "rolecall_http_request_duration_seconds",
      help: "Until the answer began, by the operation of the API.",
      labelNames: ["operation"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    registrations: new Counter({
      name: "rolecall_registrations_total",
      help: "Runs that ended, by kind, outcome and, where they failed, the reason.",
      labelNames: ["kind", "outcome", "reason"] as const,
      registers,
    }),
    stepSeconds: new Histogram({
      name: "rolecall_registration_step_duration_seconds",
      help: "Steps of runs that ended, by step and outcome.",
      labelNames: ["step", "outcome"] as const,
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
      registers,
    }),
  };
}
