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

/** Initial values from the URL: from a link, after connecting an account, or of the entry that is replaced. */
function beginWith(given: URLSearchParams): Values {
  const valueOf = (field: keyof Values) => given.get(field) ?? "";
  const roleArn = valueOf("roleArn");
  return { roleArn, name: valueOf("name") || proposedName(roleArn), description: valueOf("description") };
}

function proposedName(roleArn: string): string {
  const parsed = parseRoleArn(roleArn);
  return parsed.ok ? parsed.roleArn.name : "";
}

/** The state of the registration form. The name is proposed from the ARN until the user types one. */
export function useRegistration(slug: string, onRegistered: (id: string) => void) {
  const given = useSearchParams();
  const form = useForm(() => beginWith(given));
  const { values, errors, problem } = form;
  const [isNamed, setNamed] = useState(() => Boolean(given.get("name")));
  // Kept until the role's page is shown: an emptied form would look as if the input were lost.
  const [isLeaving, leave] = useTransition();
  const sending = form.sending || isLeaving;

  function set(field: keyof Values, value: string) {
    form.change({ [field]: value });
    // An emptied name is proposed again.
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

  /** Validates only the ARN, which is all a check needs. */
  function isArnRight(element: HTMLFormElement): boolean {
    const { roleArn } = problemsOf(values);
    return form.check(element, { roleArn });
  }

  const { refuse } = form;
  return { values, errors, problem, sending, set, setArn, submit, refuse, isArnRight };
}

export type RegistrationForm = ReturnType<typeof useRegistration>;

/** Validates with the schema and the ARN parser that the route uses. */
function problemsOf(values: Values): FieldProblems<Values> {
  const errors: FieldProblems<Values> = {};
  for (const { path, message } of RegisterInput.safeParse(values).error?.issues ?? []) {
    errors[path[0] as keyof Values] ??= { message };
  }
  const arn = parseRoleArn(values.roleArn);
  if (!arn.ok && !errors.roleArn) errors.roleArn = { message: arn.detail };
  return errors;
}
