"use client";
import { buttonClass } from "#components/ui/button.tsx";
import { openCreate } from "./open-create.ts";

export function CreateButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="c"
      onClick={openCreate}
      className={buttonClass("primary")}
    >
      Create Instance Role
    </button>
  );
}
