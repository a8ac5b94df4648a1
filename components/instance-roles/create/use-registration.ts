"use client";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { send } from "#components/send.ts";
import { type FieldProblems, useForm } from "#components/use-form.ts";
import { RegisterInput } from "#lib/instance-roles/schema.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { parseRoleArn } from "#lib/role-arn/role-arn.ts";

type Values = { roleArn: string; name: string; description: string };

const EMPTY: Values = { roleArn: "", name: "", description: "" };

/** What the address brings along: from a link, back from connecting an account, or of the entry that gives way. */
function beginWith(given: URLSearchParams): Values {
  const valueOf = (field: keyof Values) => given.get(field) ?? "";
  const roleArn = valueOf("roleArn");
  return { roleArn, name: valueOf("name") || proposedName(roleArn), description: valueOf("description") };
}

function proposedName(roleArn: string): string {
  const parsed = parseRoleArn(roleArn);
  return parsed.ok ? parsed.roleArn.name : "";
}

/** The form of one registration. The name is proposed from the ARN until somebody types one. */
export function useRegistration(slug: string, onRegistered: (id: string) => void) {
  const given = useSearchParams();
  const form = useForm(() => beginWith(given));
  const { values, errors, problem } = form;
  const [isNamed, setNamed] = useState(() => Boolean(given.get("name")));
  // From the answer until the role's page is there: emptied before, the form would look as if all were lost.
  const [isLeaving, leave] = useTransition();
  const sending = form.sending || isLeaving;

  function set(field: keyof Values, value: string) {
    form.change({ [field]: value });
    // An emptied name is one that is proposed again.
    if (field === "name") setNamed(value !== "");
  }

  function setArn(typed: string) {
    const name = proposedName(typed);
    form.change({ roleArn: typed, ...(name && !isNamed && { name }) });
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    if (sending || !form.check(element, problemsOf(values))) return;
    const path = `/api/v1/workspaces/${slug}/instance-roles`;
    const role = await form.send(element, () => send<InstanceRoleView>("POST", path, values));
    if (!role) return;
    leave(() => {
      form.change(EMPTY);
      setNamed(false);
      onRegistered(role.id);
    });
  }

  /** Before a check only the ARN has to be right; what is wrong with it is told. */
  function isArnRight(element: HTMLFormElement): boolean {
    const { roleArn } = problemsOf(values);
    return form.check(element, { roleArn });
  }

  const { refuse } = form;
  return { values, errors, problem, sending, set, setArn, submit, refuse, isArnRight };
}

export type RegistrationForm = ReturnType<typeof useRegistration>;

/** By the same schema that the route uses, and the ARN by the same parser. */
function problemsOf(values: Values): FieldProblems<Values> {
  const errors: FieldProblems<Values> = {};
  for (const { path, message } of RegisterInput.safeParse(values).error?.issues ?? []) {
    errors[path[0] as keyof Values] ??= { message };
  }
  const arn = parseRoleArn(values.roleArn);
  if (!arn.ok && !errors.roleArn) errors.roleArn = { message: arn.detail };
  return errors;
}
