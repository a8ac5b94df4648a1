/** The steps of a registration, in their order; a failure belongs to one. Browser-safe. */
export const STEPS = [
  "connect",
  "find_role",
  "check_trust",
  "attach_policies",
  "ensure_profile",
  "verify",
] as const;
export type Step = (typeof STEPS)[number];
