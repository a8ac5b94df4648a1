import type { ReactNode } from "react";
import { LiveUpdates } from "#components/instance-roles/live-updates.tsx";

type LayoutProps = { params: Promise<{ workspace: string }>; children: ReactNode };

/** The event stream belongs to the layout, so that going from the list to a role keeps it open. */
export default async function InstanceRolesLayout({ params, children }: LayoutProps) {
  return (
    <>
      <LiveUpdates slug={(await params).workspace} />
      {children}
    </>
  );
}
