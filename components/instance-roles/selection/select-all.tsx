"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { useSelection } from "./selection.tsx";

export function SelectAll() {
  const { selectable, selected, pickAll, clear } = useSelection();
  const all = selected.length > 0 && selected.length === selectable.length;
  return (
    <Checkbox
      label="Select all on this page"
      checked={all}
      disabled={selectable.length === 0}
      ref={(box) => {
        if (box) box.indeterminate = selected.length > 0 && !all;
      }}
      onChange={all ? clear : pickAll}
    />
  );
}
