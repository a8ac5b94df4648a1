/** All known products that use instance roles, those that launch machines first. Browser-safe. */
import type { Consumer } from "../consumer.ts";
import { DATABEND_CONSUMERS } from "./databend.ts";
import { EC2_CONSUMERS } from "./ec2.ts";
import { KUBERNETES_CONSUMERS } from "./kubernetes.ts";
import { PLATFORM_CONSUMERS } from "./platforms.ts";

export const CONSUMERS: readonly Consumer[] = [
  ...EC2_CONSUMERS,
  ...PLATFORM_CONSUMERS,
  ...KUBERNETES_CONSUMERS,
  ...DATABEND_CONSUMERS,
];
