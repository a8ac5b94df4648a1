"use client";
import { useRouter } from "next/navigation";
import { expectOutcome } from "../checks/expected-outcome.ts";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Explains a rotation of the external ID before it begins, and what cancelling a pending one means. */
export function RotateDialog(props: ActionDialogProps) {
  return props.account.pendingExternalId ? <CancelForm {...props} /> : <RotateForm {...props} />;
}

function RotateForm(props: ActionDialogProps) {
  const router = useRouter();
  const { sending, problem, change } = useAccountChange(props, () => {
    expectOutcome(props.account.id, "rotation");
    router.refresh();
  });
  return (
    <ActionForm
      title="Rotate external ID"
      submit="Make a new external ID"
      sending={sending}
      problem={problem}
      onSubmit={() => change({ method: "POST", path: "/rotate-external-id" })}
      onClose={props.onClose}
    >
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-ink-2">
        <li>Rolecall makes a new external ID beside the old one. The old one keeps working.</li>
        <li>You apply the set-up documents again; they carry the new one.</li>
        <li>A check that gets in with the new one makes it the only one.</li>
      </ol>
    </ActionForm>
  );
}

function CancelForm(props: ActionDialogProps) {
  const { sending, problem, change } = useAccountChange(props);
  return (
    <ActionForm
      title="Cancel rotation"
      submit="Give up the new external ID"
      sending={sending}
      problem={problem}
      onSubmit={() => change({ method: "DELETE", path: "/rotate-external-id" })}
      onClose={props.onClose}
    >
      <p className="text-ink-2">
        The external ID in use stays the only one. If the trust policy of the connection role asks for the new
        one already, apply the set-up documents again afterwards: they carry the old one then.
      </p>
    </ActionForm>
  );
}
