"use client";
import { type FormEvent, useTransition } from "react";
import { regionsIn } from "#components/aws-accounts/regions.ts";
import { type BrowserProblem, send } from "#components/send.ts";
import { useForm } from "#components/use-form.ts";
import { parseAccountId } from "#lib/aws-accounts/account-id.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import type { FieldError } from "#lib/errors.ts";

export type Values = {
  accountId: string;
  name: string;
  scope: "" | "some" | "all";
  rolePrefix: string;
  rolePath: string;
  regions: string;
  connectionRole: string;
  includeBulkRead: boolean;
  includeAttach: boolean;
  includeListRoles: boolean;
  boundary: boolean;
};
export type TextField = "accountId" | "name" | "rolePrefix" | "rolePath" | "regions" | "connectionRole";

/** Maps the API's field names to the form's, where they differ. */
const FORM_FIELD: Record<string, TextField> = {
  connectionRoleName: "connectionRole",
  connectionRoleArn: "connectionRole",
  partition: "accountId",
};

type Connecting = { slug: string; partition?: string | undefined; onConnected: (id: string) => void };

/** The state of the form that starts a connection. */
export function useConnecting(initial: Values, { slug, partition, onConnected }: Connecting) {
  const { values, errors, problem, sending, change, check, refuse, send: sendOnce } = useForm(initial);
  const [isLeaving, leave] = useTransition();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const parsed = parseAccountId(values.accountId);
    const wrong = {
      ...(!parsed.ok && { accountId: { message: parsed.detail } }),
      ...(!values.scope && { scope: { message: "Choose one of the two" } }),
    };
    if (!check(element, wrong)) return;
    const path = `/api/v1/workspaces/${slug}/aws-accounts`;
    const account = await sendOnce(
      element,
      () => send<AwsAccountView>("POST", path, bodyOf(values, partition)),
      (refusal) => refuse(element, { ...refusal, errors: formErrors(refusal) }),
    );
    if (account) leave(() => onConnected(account.id));
  }

  return { values, errors, problem, sending: sending || isLeaving, change, submit };
}

/** Groups errors by the form's fields. An account connected already is reported below the form, with a link to it. */
function formErrors({ existing, errors = [] }: BrowserProblem): FieldError[] {
  if (existing) return [];
  return errors.map((error) => ({ ...error, path: FORM_FIELD[error.path] ?? error.path }));
}

function bodyOf(values: Values, partition: string | undefined) {
  const { accountId, scope, includeBulkRead, includeAttach, includeListRoles, boundary } = values;
  const role = values.connectionRole.trim();
  return {
    accountId,
    includeBulkRead,
    includeAttach,
    includeListRoles,
    withoutBoundary: !boundary,
    ...(partition && { partition }),
    ...(values.name.trim() && { name: values.name }),
    ...(role && (role.startsWith("arn:") ? { connectionRoleArn: role } : { connectionRoleName: role })),
    ...(scope === "all" && { allRoles: true }),
    ...(scope === "some" && values.rolePrefix.trim() && { rolePrefix: values.rolePrefix }),
    ...(scope === "some" && values.rolePath.trim() && { rolePath: values.rolePath }),
    ...(values.regions.trim() && { regions: regionsIn(values.regions) }),
  };
}
