"use client";
import { type FormEvent, useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import { parseAccountId } from "#lib/aws-accounts/account-id.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

export type Values = {
  accountId: string;
  name: string;
  connectionRole: string;
  rolePrefix: string;
  rolePath: string;
  includeBulkRead: boolean;
};
export type TextField = Exclude<keyof Values, "includeBulkRead">;
type Errors = Partial<Record<TextField, string>>;

/** Fields as the API calls them, where the form calls them otherwise. */
const FORM_FIELD: Record<string, TextField> = {
  connectionRoleName: "connectionRole",
  connectionRoleArn: "connectionRole",
  partition: "accountId",
};

type Connecting = { slug: string; partition?: string | undefined; onConnected: (id: string) => void };

/** The form that begins a connection: its values, what is wrong with them, and the sending. */
export function useConnecting(initial: Values, { slug, partition, onConnected }: Connecting) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<BrowserProblem>();
  const [sending, setSending] = useState(false);

  function set<Field extends keyof Values>(field: Field, value: Values[Field]) {
    setValues({ ...values, [field]: value });
    setErrors({ ...errors, [field]: undefined });
    setProblem(undefined);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = parseAccountId(values.accountId);
    if (!parsed.ok) return setErrors({ accountId: parsed.detail });
    setSending(true);
    setProblem(undefined);
    const body = bodyOf(values, partition);
    const answer = await send<AwsAccountView>("POST", `/api/v1/workspaces/${slug}/aws-accounts`, body);
    if (answer.ok) return onConnected(answer.body.id);
    setSending(false);
    const told = (answer.problem.errors ?? []).map(({ path, message }) => [
      FORM_FIELD[path] ?? path,
      message,
    ]);
    setErrors(answer.problem.existing ? {} : (Object.fromEntries(told) as Errors));
    if (told.length === 0 || answer.problem.existing) setProblem(answer.problem);
  }

  return { values, errors, problem, sending, set, submit };
}

function bodyOf(values: Values, partition: string | undefined) {
  const { accountId, includeBulkRead } = values;
  const role = values.connectionRole.trim();
  return {
    accountId,
    includeBulkRead,
    ...(partition && { partition }),
    ...(values.name.trim() && { name: values.name }),
    ...(role && (role.startsWith("arn:") ? { connectionRoleArn: role } : { connectionRoleName: role })),
    ...(values.rolePrefix.trim() && { rolePrefix: values.rolePrefix }),
    ...(values.rolePath.trim() && { rolePath: values.rolePath }),
  };
}
