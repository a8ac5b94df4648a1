import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { Menu, MenuSeparator, menuItemClass } from "#components/ui/menu.tsx";
import { AWS_MODE } from "./aws-mode.ts";
import type { Place } from "./place.ts";
import { SignOutButton } from "./sign-out-button.tsx";

const ROLE_WORD = { ADMIN: "Admin", MEMBER: "Member" } as const;

export function UserMenu({ place: { user, role, workspace, awsMode } }: { place: Place }) {
  return (
    <Menu
      id="user"
      end
      button={
        <>
          <span
            aria-hidden
            className="flex size-6 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {user.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="max-w-32 truncate max-md:sr-only">{user.name}</span>
          <ChevronDown size={14} className="text-ink-3 max-md:hidden" aria-hidden />
        </>
      }
      buttonClass="flex h-8 items-center gap-2 rounded-lg px-1.5 hover:bg-hover"
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{user.name}</p>
        <p className="truncate text-sm text-ink-2">{user.email}</p>
        <p className="mt-1 text-sm text-ink-3">{`${ROLE_WORD[role]} of ${workspace.name} · ${AWS_MODE[awsMode].short}`}</p>
      </div>
      <MenuSeparator />
      {role === "ADMIN" && (
        <Link href="/operator" className={menuItemClass}>
          Operator
        </Link>
      )}
      <SignOutButton className={menuItemClass} />
    </Menu>
  );
}
