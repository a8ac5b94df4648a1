"use client";
import { useState } from "react";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { regionsIn } from "../regions.ts";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Changes the Regions in which the account's machines run. */
export function RegionsDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const [text, setText] = useState(account.setup.regions.join(", "));
  const { sending, problem, fieldError, change } = useAccountChange(props);
  const error = fieldError("regions");
  return (
    <ActionForm
      title="Change Regions"
      submit="Change"
      sending={sending}
      problem={error ? undefined : problem}
      onSubmit={() => change({ method: "PATCH", body: { regions: regionsIn(text) } })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        Rolecall asks AWS's policy simulator whether a role may do what machines need in these Regions. It
        matters where your organization allows some Regions only.
      </p>
      <FormField
        name="regions"
        label="Regions in which machines run"
        error={error}
        hint="Up to three, with commas between them. Leave it empty if you do not know."
        control={
          <input
            autoComplete="off"
            spellCheck={false}
            placeholder="eu-west-1, eu-central-1"
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={`${inputClass} field-size font-mono`}
          />
        }
      />
    </ActionForm>
  );
}
