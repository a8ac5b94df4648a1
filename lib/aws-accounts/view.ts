/** The response schemas of AWS accounts. Browser-safe. */
import { z } from "zod";
import { DiffView, FailureView, FixView } from "#lib/failures/view.ts";
import { CHECK_STATUSES } from "./checks/finding.ts";

const Time = z.iso.datetime();

export const ACCOUNT_STATUSES = ["PENDING", "CONNECTED", "FAILED"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const CheckView = z.object({
  name: z.string().describe("For example assume, or permission:iam:GetRole"),
  title: z.string(),
  status: z.enum(CHECK_STATUSES),
  detail: z.string(),
  fix: FixView.optional(),
});
export type CheckView = z.infer<typeof CheckView>;

export const AwsAccountView = z.object({
  id: z.uuid(),
  /** The twelve digits. */
  accountId: z.string(),
  partition: z.string(),
  /** The name given in the workspace. */
  name: z.string().optional(),
  /** The account alias in AWS. */
  alias: z.string().optional(),
  connectionRoleArn: z.string(),
  externalId: z.string(),
  pendingExternalId: z
    .string()
    .optional()
    .describe("During a rotation: takes over once a check passes with it. Shown to admins."),
  platformPrincipalArn: z.string().optional().describe("The principal the connection role has to trust"),
  status: z.enum(ACCOUNT_STATUSES),
  failure: FailureView.optional(),
  /** Results of the last check, or of the running one so far. */
  checks: z.array(CheckView),
  checkedAt: Time.optional(),
  checking: z.object({ since: Time }).optional().describe("A check is in hand"),
  connectedAt: Time.optional().describe("When a check first passed"),
  setup: z.object({
    rolePrefix: z.string().optional(),
    rolePath: z.string().optional(),
    includeBulkRead: z.boolean(),
    includeAttach: z.boolean().describe("Roles may be attached to EC2 instances"),
    includeListRoles: z.boolean(),
    regions: z.array(z.string()).describe("Where machines run; empty where nobody said"),
    withoutBoundary: z.boolean(),
    neverMakeProfiles: z.boolean().describe("Others make the instance profiles, and Rolecall makes none"),
    tags: z.record(z.string(), z.string()).describe("On what Rolecall and the set-up documents make"),
  }),
  upgrade: z
    .object({
      permissions: z.array(z.object({ action: z.string(), why: z.string() })),
      policies: z.array(z.string()),
      canChangeItself: z
        .boolean()
        .describe("Nothing denies the connection role to attach policies to itself"),
      diff: DiffView.optional().describe(
        "The connection role's inline policy as it is and as the set-up documents say it",
      ),
    })
    .optional()
    .describe("What Rolecall has come to need since the account was set up"),
  createdAt: Time,
  createdBy: z.string(),
  version: z.number().describe("Counts up with every change; the id of the events that tell of it"),
});
export type AwsAccountView = z.infer<typeof AwsAccountView>;

/** Where an account stands: what a list of many has to know at once. */
export const AccountNews = AwsAccountView.pick({
  id: true,
  status: true,
  checking: true,
  checkedAt: true,
  version: true,
});
export type AccountNews = z.infer<typeof AccountNews>;

export const toAccountNews = (account: AwsAccountView): AccountNews => AccountNews.parse(account);

/** A role that is registered in an account. */
export type RegisteredRole = { id: string; name: string; status: string };
