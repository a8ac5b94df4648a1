"use client";
import { useState } from "react";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Whether Rolecall makes instance profiles in the account. */
export function ProfilesDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const [never, setNever] = useState(account.setup.neverMakeProfiles);
  const { sending, problem, change } = useAccountChange(props);
  return (
    <ActionForm
      title="Instance profiles"
      submit="Change"
      sending={sending}
      problem={problem}
      onSubmit={() => change({ method: "PATCH", body: { neverMakeProfiles: never } })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        EC2 takes a role in an instance profile. Rolecall uses one that holds the role already, and makes one
        where there is none.
      </p>
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          checked={never}
          onChange={({ target }) => setNever(target.checked)}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Never make instance profiles in this account
          <span className="block max-w-[72ch] text-sm text-ink-2">
            Others make them, a central team perhaps. A role that sits in none then fails and says so. The
            set-up documents leave out the permissions to make one. Profiles that Rolecall made before stay,
            and are taken back when their role is deleted here.
          </span>
        </span>
      </label>
    </ActionForm>
  );
}
