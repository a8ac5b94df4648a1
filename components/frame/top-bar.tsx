import { ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { GuideButton } from "#components/guide/guide-button.tsx";
import { Menu, menuItemClass } from "#components/ui/menu.tsx";
import { Logo } from "./logo.tsx";
import { NavSheetButton } from "./nav-sheet-button.tsx";
import { PaletteButton } from "./palette-button.tsx";
import type { Place } from "./place.ts";
import { ThemeToggle } from "./theme-toggle.tsx";
import { UserMenu } from "./user-menu.tsx";

export function TopBar({ place }: { place: Place }) {
  const { workspace, awsMode } = place;
  return (
    <header className="sticky top-0 z-10 flex h-12 items-center gap-1 border-b border-line bg-bg px-2 md:px-3">
      <NavSheetButton slug={workspace.slug} awsMode={awsMode} />
      <Link
        href={`/${workspace.slug}/instance-roles`}
        className="flex items-center gap-2 rounded-lg px-1.5 py-1 font-semibold"
      >
        <Logo />
        <span className="max-sm:sr-only">Rolecall</span>
      </Link>
      <span aria-hidden className="text-line-field max-sm:hidden">
        /
      </span>
      <WorkspaceSwitcher place={place} />
      <div className="ml-auto flex items-center gap-1">
        <PaletteButton place={place} />
        <GuideButton role={place.role} />
        <ThemeToggle />
        <UserMenu place={place} />
      </div>
    </header>
  );
}

/** Plain links, so that another workspace is a full page load and nothing of this one stays in the tab. */
function WorkspaceSwitcher({ place: { workspace, workspaces } }: { place: Place }) {
  return (
    <Menu
      id="workspaces"
      button={
        <>
          <span className="truncate">{workspace.name}</span>
          <span className="sr-only">, switch workspace</span>
          <ChevronsUpDown size={14} className="shrink-0 text-ink-3" aria-hidden />
        </>
      }
      buttonClass="flex h-8 min-w-0 max-w-52 items-center gap-1.5 rounded-lg px-2 font-medium hover:bg-hover"
    >
      <p className="px-2 py-1.5 text-xs text-ink-3">Workspaces</p>
      {workspaces.map(({ slug, name }) => (
        <a
          key={slug}
          href={`/${slug}/instance-roles`}
          aria-current={slug === workspace.slug ? "true" : undefined}
          className={`${menuItemClass} justify-between aria-[current]:font-medium`}
        >
          <span className="truncate">{name}</span>
          <span className="font-mono text-xs text-ink-3">{slug}</span>
        </a>
      ))}
    </Menu>
  );
}
