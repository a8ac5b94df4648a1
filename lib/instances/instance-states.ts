/** The states of an EC2 instance. Source: EC2 API Reference, InstanceState. Browser-safe. */
export const INSTANCE_STATES = [
  "pending",
  "running",
  "stopping",
  "stopped",
  "shutting-down",
  "terminated",
] as const;
