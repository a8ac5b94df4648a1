"use client";
/**
 * The selected rows of the page. Rows of other pages are not selected, so that no action concerns roles out of sight.
 */
import { createContext, type ReactNode, use, useRef, useState } from "react";
import { allows } from "#lib/instance-roles/status.ts";
import type { ListedRole } from "../listed-role.ts";

export type Selectable = Pick<ListedRole, "id" | "name" | "status" | "version">;

type Selection = {
  /** The selectable rows in order, and the selected ones. */
  selectable: Selectable[];
  selected: Selectable[];
  /** `asRange`: selects all rows from the last one picked to this one. */
  pick: (id: string, on: boolean, asRange: boolean) => void;
  pickAll: () => void;
  clear: () => void;
  /** Deselects all but these. */
  keep: (ids: string[]) => void;
};

const NONE: ReadonlySet<string> = new Set();

const SelectionContext = createContext<Selection>({
  selectable: [],
  selected: [],
  pick: () => {},
  pickAll: () => {},
  clear: () => {},
  keep: () => {},
});

export function SelectionOf({ roles, children }: { roles: ListedRole[]; children: ReactNode }) {
  const [picked, setPicked] = useState(NONE);
  const last = useRef<string>(undefined);
  const selectable = roles.filter(canBeSelected);
  const ids = selectable.map(({ id }) => id);
  // What a search or another page has taken out of sight is not selected any more.
  if ([...picked].some((id) => !ids.includes(id))) setPicked(new Set(ids.filter((id) => picked.has(id))));

  function pick(id: string, on: boolean, asRange: boolean) {
    const next = new Set(picked);
    for (const each of asRange ? between(ids, last.current ?? id, id) : [id]) {
      if (on) next.add(each);
      else next.delete(each);
    }
    last.current = id;
    setPicked(next);
  }

  function clear() {
    setPicked(NONE);
    // The bar is removed, and with it the focused button.
    document.querySelector<HTMLElement>(`[data-select-row="${last.current}"]`)?.focus();
  }

  const selection: Selection = {
    selectable,
    selected: selectable.filter(({ id }) => picked.has(id)),
    pick,
    pickAll: () => setPicked(new Set(ids)),
    clear,
    keep: (kept) => setPicked(new Set(kept)),
  };
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}

export function useSelection(): Selection {
  return use(SelectionContext);
}

export function useIsSelected(id: string): boolean {
  return useSelection().selected.some((role) => role.id === id);
}

/** Whether a row can be selected; a role being deleted cannot. */
export function canBeSelected({ status }: Pick<ListedRole, "status">): boolean {
  return allows(status, "remove");
}

function between(ids: string[], one: string, other: string): string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b) as [number, number];
  return from < 0 ? [other] : ids.slice(from, to + 1);
}
