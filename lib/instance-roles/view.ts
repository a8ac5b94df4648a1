/** The responses about instance roles, as zod schemas for OpenAPI and the pages. Browser-safe. */
import { z } from "zod";
import { STEPS } from "#lib/failures/step.ts";
import { FailureView } from "#lib/failures/view.ts";
import { REGISTRATION_KINDS, REGISTRATION_STATUSES, STATUSES, STEP_STATUSES } from "./status.ts";

const Time = z.iso.datetime();

export const WarningView = z.object({ code: z.string(), detail: z.string() });

export const WaitingView = z.object({ for: z.string(), sinceMs: z.number().int() });
export type WaitingView = z.infer<typeof WaitingView>;

export const RequiredPolicyView = z.object({
  name: z.string(),
  arn: z.string(),
  attachedBy: z.enum(["rolecall", "already_there"]),
});

export type RequiredPolicyView = z.infer<typeof RequiredPolicyView>;

/** A row of the list, and the data of the `role` event. */
export const InstanceRoleView = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  roleArn: z.string(),
  /** The twelve digits. */
  awsAccountId: z.string(),
  awsAccountName: z.string().optional(),
  partition: z.string(),
  roleName: z.string(),
  rolePath: z.string(),
  roleId: z.string().optional(),
  status: z.enum(STATUSES),
  step: z.enum(STEPS).optional(),
  waiting: WaitingView.optional(),
  failure: FailureView.optional(),
  warnings: z.array(WarningView),
  instanceProfileArn: z.string().optional(),
  chosenInstanceProfileArn: z.string().optional().describe("The one that an admin chose for the role"),
  instanceProfileChoices: z
    .array(z.string())
    .describe("Where the role sits in several and none of them is chosen: the ARNs of all"),
  requiredPolicies: z.array(RequiredPolicyView),
  createdAt: Time,
  createdBy: z.string(),
  lastVerifiedAt: Time.optional(),
  notChecked: z
    .object({ since: Time, awsAccount: z.uuid(), why: z.string().optional() })
    .optional()
    .describe(
      "The role could not be looked at: its account fails its checks, or the last check did not get through (`why`). It stays as it is",
    ),
  checking: z
    .object({ sinceMs: z.number().int() })
    .optional()
    .describe("AWS is being looked at again; nothing is written there"),
  /** Grows with every change; the id of a `role` event. */
  version: z.number().int(),
});
export type InstanceRoleView = z.infer<typeof InstanceRoleView>;

export const AwsCallView = z.object({
  service: z.string(),
  action: z.string(),
  durationMs: z.number(),
  attempts: z.number().int(),
  requestId: z.string().optional(),
  /** AWS's error code where the call was refused. */
  code: z.string().optional(),
});

export const StepView = z.object({
  name: z.enum(STEPS),
  status: z.enum(STEP_STATUSES),
  startedAt: Time.optional(),
  durationMs: z.number().int().optional(),
  waiting: WaitingView.optional(),
  awsCalls: z.array(AwsCallView),
});
export type StepView = z.infer<typeof StepView>;

export const RegistrationView = z.object({
  id: z.uuid(),
  kind: z.enum(REGISTRATION_KINDS),
  status: z.enum(REGISTRATION_STATUSES),
  attempt: z.number().int(),
  requestedBy: z.string(),
  createdAt: Time,
  startedAt: Time.optional(),
  durationMs: z.number().int().optional(),
  failure: FailureView.optional(),
  steps: z.array(StepView),
});
export type RegistrationView = z.infer<typeof RegistrationView>;

export const Attachment = z.object({
  kind: z.enum(["policy", "profile", "role_in_profile"]),
  target: z.string(),
});

/** The workspace's role that has the ARN or the name already. */
export const ExistingView = z.object({ id: z.uuid(), name: z.string(), status: z.enum(STATUSES) });
export type ExistingView = z.infer<typeof ExistingView>;

/** What a deleted role left in AWS; `detail` says why the removal left it. */
export const ForgottenView = z.object({
  id: z.uuid(),
  roleArn: z.string(),
  left: z.array(Attachment.extend({ detail: z.string().optional() })),
});
export type ForgottenView = z.infer<typeof ForgottenView>;

/** What a removal would undo in AWS, and what stays. */
export const UndoView = z.object({
  willUndo: z.array(Attachment),
  stays: z.array(z.string()),
});

export type UndoView = z.infer<typeof UndoView>;

export const InstanceRoleDetail = InstanceRoleView.extend({
  registration: RegistrationView.optional(),
  undo: UndoView,
});
export type InstanceRoleDetail = z.infer<typeof InstanceRoleDetail>;
