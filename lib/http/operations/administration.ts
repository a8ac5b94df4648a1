/** The API's operations on workspaces, members and the audit log. */
import { AuditEventView } from "#lib/audit/view.ts";
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
