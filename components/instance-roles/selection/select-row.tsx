"use client";
import type { KeyboardEvent } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { canBeSelected, type Selectable, useIsSelected, useSelection } from "./selection.tsx";

/** A row's checkbox. Shift with click or space bar selects the range; arrow keys move between rows. */
export function SelectRow({ role }: { role: Selectable }) {
  const { pick } = useSelection();
  const isSelected = useIsSelected(role.id);
  return (
    <Checkbox
      label={`Select ${role.name}`}
      data-select-row={role.id}
      checked={isSelected}
      disabled={!canBeSelected(role)}
      onChange={({ target, nativeEvent }) =>
        pick(role.id, target.checked, (nativeEvent as MouseEvent).shiftKey)
      }
      onKeyDown={goWithArrows}
      // Above the link that covers the row.
      className="relative z-[1]"
    />
  );
}

const STEP: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

function goWithArrows(event: KeyboardEvent<HTMLInputElement>) {
  const step = STEP[event.key];
  if (!step) return;
  event.preventDefault();
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-select-row]:enabled")];
  boxes[boxes.indexOf(event.currentTarget) + step]?.focus();
}
