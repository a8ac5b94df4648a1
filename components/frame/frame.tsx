import Link from "next/link";
import type { ReactNode } from "react";
import { may } from "#lib/workspaces/permissions.ts";
import { Keys } from "./keys.tsx";
import { ModeBanner } from "./mode-banner.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import type { Place } from "./place.ts";
import { RouteFocus } from "./route-focus.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";

/** The layout of every page of a workspace. */
export function Frame({ place, children }: { place: Place; children: ReactNode }) {
  const { slug } = place.workspace;
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-20 -translate-y-16 rounded-lg border border-line bg-surface px-3 py-1.5 focus:translate-y-0"
      >
        Skip to the page
      </a>
      <TopBar place={place} />
      <div className="md:grid md:grid-cols-[208px_minmax(0,1fr)]">
        <Sidebar slug={slug} awsMode={place.awsMode} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 px-4 pt-4 pb-16 outline-none md:px-6 md:pt-6 xl:px-10"
        >
          <div className="mx-auto max-w-[1120px]">
            <OfflineNotice />
            <ModeBanner mode={place.awsMode} />
            {children}
          </div>
        </main>
      </div>
      {/* Where a page has no button of its own for it: `c` goes to the one that has. */}
      {may(place.role, "instance_role.create") && (
        <Link hidden aria-haspopup="dialog" aria-keyshortcuts="c" href={`/${slug}/instance-roles?create=1`}>
          Create Instance Role
        </Link>
      )}
      <Keys />
      <RouteFocus />
    </>
  );
}
