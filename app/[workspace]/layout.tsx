import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "#components/frame/frame.tsx";
import { currentUser } from "#lib/auth/session.ts";
import { env } from "#lib/env.ts";
import { listMyWorkspaces } from "#lib/workspaces/list-mine.ts";
import { pageContext } from "./page-context.ts";

type LayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const ctx = await pageContext((await params).workspace);
  const user = await currentUser();
  if (!user) redirect("/signin");
  const place = {
    workspace: { slug: ctx.workspace.slug, name: ctx.workspace.name },
    workspaces: await listMyWorkspaces(user.id),
    user: { name: user.name, email: user.email },
    role: ctx.role,
    awsMode: env().ROLECALL_AWS,
  };
  return <Frame place={place}>{children}</Frame>;
}
