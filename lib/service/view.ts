/** The views of service-info and readiness. Browser-safe. */
import { z } from "zod";

export const ServiceInfoView = z.object({
  name: z.string(),
  version: z.string(),
  awsMode: z.enum(["sandbox", "live", "emulator"]),
  platformPrincipalArn: z.string().nullable().describe("Null until a worker has found out who it is"),
  allowInstanceCredentials: z.boolean(),
  signInMethods: z.array(z.enum(["password"])),
});
export type ServiceInfoView = z.infer<typeof ServiceInfoView>;

const Check = z.object({
  name: z.enum(["database", "migrations", "isolation", "worker"]),
  ok: z.boolean(),
  detail: z.string(),
});

export const ReadinessView = z.object({ status: z.enum(["ok", "unavailable"]), checks: z.array(Check) });
export type ReadinessView = z.infer<typeof ReadinessView>;
