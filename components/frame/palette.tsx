"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import { type Entry, type EntryGroup, entriesFor } from "./palette-entries.ts";
import type { Place } from "./place.ts";
import { useAccounts } from "./use-accounts.ts";
import { useFoundRoles } from "./use-found-roles.ts";

type PaletteProps = { place: Place; open: boolean; onClose: () => void };

/** The command palette: pages, actions and workspaces by their text, roles by name or ARN, accounts. */
export function Palette({ place, open, onClose }: PaletteProps) {
  const [query, setQuery] = useState("");
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const roles = useFoundRoles(place.workspace.slug, query);
  const accounts = useAccounts(place.workspace.slug, open);
  const groups = entriesFor({ place, query, roles, accounts, router, resolvedTheme, setTheme });

  function close() {
    setQuery("");
    onClose();
  }

  return (
    <Dialog.Root modal="trap-focus" open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label="Jump to"
          className="fixed top-[10dvh] left-1/2 flex max-h-[70dvh] w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border bg-surface outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Autocomplete.Root
            inline
            open
            mode="none"
            items={groups}
            value={query}
            onValueChange={(value, { reason }) => reason !== "item-press" && setQuery(value)}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search size={16} className="shrink-0 text-ink-3" aria-hidden />
              <Autocomplete.Input
                aria-label="Page, role or action"
                placeholder="Page, role, ARN, account or action"
                className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3 pointer-coarse:text-lg"
              />
              <Dialog.Close aria-label="Close" className="rounded-sm">
                <Kbd>Esc</Kbd>
              </Dialog.Close>
            </div>
            <Autocomplete.Empty className="px-4 py-6 text-ink-2 empty:hidden">
              Nothing here is called that.
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-1 empty:hidden">
              {(group: EntryGroup) => (
                <Autocomplete.Group key={group.value} items={group.items} className="pb-1">
                  <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-xs text-ink-3">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: Entry) => (
                      <Autocomplete.Item
                        key={entry.value}
                        value={entry}
                        onClick={() => {
                          close();
                          entry.go();
                        }}
                        className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-sm px-3 data-highlighted:bg-hover"
                      >
                        <span className="max-w-full shrink-0 truncate">{entry.label}</span>
                        {entry.aside && (
                          <span className="min-w-0 truncate text-sm text-ink-3">{entry.aside}</span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
