"use client";
import { useState } from "react";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Replaces the connection role with another role of the same account. */
export function RoleDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const [arn, setArn] = useState(account.connectionRoleArn);
  const { sending, problem, fieldError, change } = useAccountChange(props);
  const error = fieldError("connectionRoleArn");
  return (
    <ActionForm
      title="Change connection role"
      submit="Change and check"
      sending={sending}
      problem={error ? undefined : problem}
      onSubmit={() => change({ method: "PATCH", body: { connectionRoleArn: arn } })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        The role has to be in account <span className="font-mono">{account.accountId}</span>. It is checked at
        once; until that has passed, no new role can be registered in the account.
      </p>
      <FormField
        name="connectionRoleArn"
        label="Connection role ARN"
        error={error}
        control={
          <textarea
            rows={2}
            autoComplete="off"
            spellCheck={false}
            value={arn}
            onChange={({ target }) => setArn(target.value)}
            className={`${inputClass} field-sizing-content max-h-40 resize-none py-2 font-mono text-sm break-all`}
          />
        }
      />
    </ActionForm>
  );
}
