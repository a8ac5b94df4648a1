/** The API's operations on workspaces, members, AWS accounts and the audit log. */
import { AuditEventView } from "#lib/audit/view.ts";
import { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { MemberView, WorkspaceView } from "#lib/workspaces/view.ts";
import { operation } from "../operation.ts";
import { PageInput, pageOf } from "../page.ts";

const WORKSPACE = "/workspaces/{workspace}";

export const listWorkspaces = operation({
  id: "listWorkspaces",
  method: "GET",
  path: "/workspaces",
  tag: "Workspaces",
  summary: "List the workspaces one is in",
  who: "signed_in",
  answers: { 200: { description: "All of them", schema: pageOf(WorkspaceView) } },
});

export const getWorkspace = operation({
  id: "getWorkspace",
  method: "GET",
  path: WORKSPACE,
  tag: "Workspaces",
  summary: "Show a workspace",
  who: { mayDo: "workspace.read" },
  answers: { 200: { description: "The workspace", schema: WorkspaceView } },
});

export const listWorkspaceMembers = operation({
  id: "listMembers",
  method: "GET",
  path: `${WORKSPACE}/members`,
  tag: "Workspaces",
  summary: "List the members of a workspace",
  who: { mayDo: "member.read" },
  answers: { 200: { description: "All of them", schema: pageOf(MemberView) } },
});

export const listAudit = operation({
  id: "listAuditEvents",
  method: "GET",
  path: `${WORKSPACE}/audit-events`,
  tag: "Workspaces",
  summary: "List who did what, newest first",
  who: { mayDo: "audit_event.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(AuditEventView) } },
});

export const listAccounts = operation({
  id: "listAwsAccounts",
  method: "GET",
  path: `${WORKSPACE}/aws-accounts`,
  tag: "AWS accounts",
  summary: "List the AWS accounts of a workspace",
  who: { mayDo: "aws_account.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(AwsAccountView) } },
});

export const getAccount = operation({
  id: "getAwsAccount",
  method: "GET",
  path: `${WORKSPACE}/aws-accounts/{id}`,
  tag: "AWS accounts",
  summary: "Show an AWS account",
  who: { mayDo: "aws_account.read" },
  answers: { 200: { description: "The account", schema: AwsAccountView } },
});
