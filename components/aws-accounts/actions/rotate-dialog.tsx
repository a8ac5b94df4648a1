"use client";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Says how a rotation goes before it begins. */
export function RotateDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const { sending, problem, change } = useAccountChange(props);
  if (account.pendingExternalId) {
    return (
      <ActionForm title="Rotate external ID" submit="" sending={false} onClose={onClose}>
        <p className="text-ink-2">
          A new external ID is waiting already. Put it into the trust policy of the connection role, then
          press Check now: from then on it is the only one.
        </p>
      </ActionForm>
    );
  }
  return (
    <ActionForm
      title="Rotate external ID"
      submit="Make a new external ID"
      sending={sending}
      problem={problem?.detail}
      onSubmit={() => change({ method: "POST", path: "/rotate-external-id" })}
      onClose={onClose}
    >
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-ink-2">
        <li>Rolecall makes a new external ID beside the old one. The old one keeps working.</li>
        <li>You apply the set-up documents again; they carry the new one.</li>
        <li>A check that gets in with the new one makes it the only one.</li>
      </ol>
    </ActionForm>
  );
}
