"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Menu, MenuSeparator, menuItemClass } from "#components/ui/menu.tsx";
import type { ActionDialogProps } from "./action-dialog.tsx";

const DIALOGS = {
  rename: dynamic(() => import("./rename-dialog.tsx").then((module) => module.RenameDialog)),
  role: dynamic(() => import("./role-dialog.tsx").then((module) => module.RoleDialog)),
  regions: dynamic(() => import("./regions-dialog.tsx").then((module) => module.RegionsDialog)),
  profiles: dynamic(() => import("./profiles-dialog.tsx").then((module) => module.ProfilesDialog)),
  tags: dynamic(() => import("./tags-dialog.tsx").then((module) => module.TagsDialog)),
  rotate: dynamic(() => import("./rotate-dialog.tsx").then((module) => module.RotateDialog)),
  remove: dynamic(() => import("./remove-dialog.tsx").then((module) => module.RemoveDialog)),
} as const;

const ACTIONS = [
  ["rename", "Rename account"],
  ["role", "Change connection role"],
  ["regions", "Change Regions"],
  ["profiles", "Instance profiles"],
  ["tags", "Change tags"],
] as const;

const MENU = "account-actions";

/** The menu of rare actions. Each dialog is loaded when it is first opened. */
export function AccountActions(props: Omit<ActionDialogProps, "onClose">) {
  const [open, setOpen] = useState<keyof typeof DIALOGS>();
  const item = (action: keyof typeof DIALOGS, words: string) => (
    <button
      key={action}
      type="button"
      popoverTarget={MENU}
      popoverTargetAction="hide"
      onClick={() => setOpen(action)}
      className={menuItemClass}
    >
      {words}
    </button>
  );
  const Dialog = open && DIALOGS[open];
  return (
    <>
      <Menu
        id={MENU}
        end
        button={
          <>
            <Ellipsis size={16} aria-hidden />
            <span className="sr-only">More actions</span>
          </>
        }
        buttonClass={buttonClass("secondary", "px-2")}
      >
        {ACTIONS.map(([action, words]) => item(action, words))}
        {item("rotate", props.account.pendingExternalId ? "Cancel rotation" : "Rotate external ID")}
        <MenuSeparator />
        {item("remove", "Remove account")}
      </Menu>
      {Dialog && <Dialog {...props} onClose={() => setOpen(undefined)} />}
    </>
  );
}
