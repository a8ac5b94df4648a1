"use client";
import { useState } from "react";
import { singleKeysAreOn, turnSingleKeys } from "#components/frame/shortcuts.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import { type Action, may } from "#lib/workspaces/permissions.ts";

/** `needs` is the permission without which the key does nothing. */
const KEYS: { keys: string[]; what: string; needs?: Action }[] = [
  { keys: ["Ctrl K", "⌘ K"], what: "Jump to a page, a role or an action" },
  { keys: ["/"], what: "Search the list" },
  { keys: ["c"], what: "Create Instance Role", needs: "instance_role.create" },
  { keys: ["Space"], what: "Select a role, from its box", needs: "instance_role.remove" },
  { keys: ["Shift Space"], what: "Select all up to it", needs: "instance_role.remove" },
  { keys: ["?"], what: "Open this guide" },
  { keys: ["Esc"], what: "Close what is open, or select nothing" },
];

/** The keys that work on the pages, as far as one may do what they do. */
export function Keys({ role }: { role: WorkspaceRole }) {
  const [on, setOn] = useState(singleKeysAreOn);
  return (
    <>
      <dl className="flex flex-col gap-2">
        {KEYS.filter(({ needs }) => !needs || may(role, needs)).map(({ keys, what }) => (
          <div key={what} className="flex items-center justify-between gap-4">
            <dt className="text-ink-2">{what}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 text-sm text-ink-2">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            turnSingleKeys(event.target.checked);
            setOn(event.target.checked);
          }}
          className="size-4 accent-accent"
        />
        Keys without Ctrl or ⌘ work on the page
      </label>
    </>
  );
}
