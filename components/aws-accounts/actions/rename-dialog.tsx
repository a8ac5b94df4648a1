"use client";
import { useState } from "react";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

export function RenameDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const [name, setName] = useState(account.name ?? "");
  const { sending, problem, fieldError, change } = useAccountChange(props);
  const error = fieldError("name");
  return (
    <ActionForm
      title="Rename account"
      submit="Rename account"
      sending={sending}
      problem={error ? undefined : problem}
      onSubmit={() => change({ method: "PATCH", body: { name: name.trim() || null } })}
      onClose={onClose}
    >
      <FormField
        name="name"
        label="Name"
        optional
        error={error}
        hint="Without one, the account's alias in AWS is shown."
        control={
          <input
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
            className={`${inputClass} field-size`}
          />
        }
      />
    </ActionForm>
  );
}
