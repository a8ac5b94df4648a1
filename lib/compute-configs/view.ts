/** The views of compute configs. */
import { z } from "zod";
import { STATUSES } from "#lib/instance-roles/status.ts";
import { IDENTIFIERS } from "#lib/usage/identity.ts";

export const WHYS = ["chosen", "default", "no_default", "chosen_is_gone"] as const;

const RoleOfConfig = z.object({
  id: z.string(),
  name: z.string(),
  roleArn: z.string(),
  status: z.enum(STATUSES),
});

export const ComputeConfigView = z.object({
  id: z.string(),
  name: z.string(),
  awsAccountId: z.string().describe("The connected account, by its id here"),
  accountId: z.string().describe("Its twelve digits"),
  accountName: z.string().optional(),
  region: z.string(),
  instanceRoleId: z.string().nullable().describe("The role that was chosen; null: the account's default"),
  appliedRole: RoleOfConfig.nullable().describe("The one role that clusters started with it run as"),
  why: z.enum(WHYS).describe("Why this role applies, or why none does"),
  instanceType: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type ComputeConfigView = z.infer<typeof ComputeConfigView>;

export const SnippetView = z.object({ title: z.string(), language: z.string(), body: z.string() });

export const LaunchView = z.object({
  format: z.string(),
  takes: z.enum(IDENTIFIERS).describe("Which of the four identifiers the consumer wants"),
  value: z.string(),
  instanceProfileArn: z.string(),
  roleArn: z.string(),
  region: z.string(),
  why: z.enum(["chosen", "default"]),
  snippets: z.array(SnippetView),
});
export type LaunchView = z.infer<typeof LaunchView>;

export const DefaultRoleView = z.object({
  awsAccountId: z.string(),
  instanceRoleId: z.string().nullable(),
});
