"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { say } from "#components/ui/say.ts";
import { counted } from "#lib/counted.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { accountTitle } from "../words.ts";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** Removes an account. Lists its registered roles, which prevent it, or says what stays in AWS. */
export function RemoveDialog(props: ActionDialogProps) {
  const { slug, account, registered, onClose } = props;
  const router = useRouter();
  const title = accountTitle(account);
  const { sending, problem, change } = useAccountChange(props, () => {
    say(`${title} is removed.`);
    router.push(`/${slug}/aws-accounts`);
    router.refresh();
  });
  if (registered.count > 0) {
    return (
      <ActionForm title={`Remove ${title}`} submit="" sending={false} onClose={onClose}>
        <p className="text-ink-2">
          {counted(registered.count, "instance role is", "instance roles are")} registered in this account.
          Delete them first, so that Rolecall can undo what it did in AWS.
        </p>
        <ul className="flex flex-col gap-1">
          {registered.roles.map(({ id, name }) => (
            <li key={id}>
              <Link
                href={`/${slug}/instance-roles/${id}`}
                className="rounded-sm text-accent [overflow-wrap:anywhere] hover:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
        {registered.count > registered.roles.length && (
          <p className="text-sm text-ink-2">and {registered.count - registered.roles.length} more</p>
        )}
      </ActionForm>
    );
  }
  return (
    <ActionForm
      title={`Remove ${title}`}
      submit="Remove account"
      kind="danger"
      sending={sending}
      problem={problem}
      onSubmit={() => change({ method: "DELETE" })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        Rolecall forgets account <span className="font-mono">{account.accountId}</span> and its external ID,
        and changes nothing in AWS. The role {nameInArn(account.connectionRoleArn)} and the policies of the
        set-up stay there: delete the stack, or the role, when you no longer need it.
      </p>
    </ActionForm>
  );
}
