"use client";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { type FieldProblem, focusFirst, problemsByField } from "#components/field-problems.ts";
import { type BrowserProblem, send } from "#components/send.ts";
import { RegisterInput } from "#lib/instance-roles/schema.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { parseRoleArn } from "#lib/role-arn/role-arn.ts";

type Values = { roleArn: string; name: string; description: string };

type Errors = Partial<Record<keyof Values, FieldProblem>>;

const EMPTY: Values = { roleArn: "", name: "", description: "" };
const FIELDS = Object.keys(EMPTY) as (keyof Values)[];

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

/** The form of one registration: its values, what is wrong with them, and the sending. Nothing typed is ever lost. */
export function useRegistration(slug: string, onRegistered: (id: string) => void) {
  const given = useSearchParams();
  const [values, setValues] = useState(() => beginWith(given));
  const [isNamed, setNamed] = useState(() => Boolean(given.get("name")));
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<BrowserProblem>();
  const [isSending, setSending] = useState(false);
  // From the answer until the role's page is there: emptied before, the form would look as if all were lost.
  const [isLeaving, leave] = useTransition();
  const sending = isSending || isLeaving;

  function set(field: keyof Values, value: string) {
    setValues({ ...values, [field]: value });
    setErrors({ ...errors, [field]: undefined });
    setProblem(undefined);
    // An emptied name is one that is proposed again.
    if (field === "name") setNamed(value !== "");
  }

  function setArn(typed: string) {
    const parsed = parseRoleArn(typed);
    const proposed = parsed.ok && !isNamed ? { name: parsed.roleArn.name } : {};
    setValues({ ...values, roleArn: typed, ...proposed });
    setErrors({ ...errors, roleArn: undefined, ...("name" in proposed && { name: undefined }) });
    setProblem(undefined);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const wrong = problemsOf(values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return focusFirst(event.currentTarget, FIELDS, wrong);
    const form = event.currentTarget;
    setSending(true);
    setProblem(undefined);
    const answer = await send<InstanceRoleView>("POST", `/api/v1/workspaces/${slug}/instance-roles`, values);
    setSending(false);
    if (answer.ok) {
      return leave(() => {
        setValues(EMPTY);
        setNamed(false);
        onRegistered(answer.body.id);
      });
    }
    refused(answer.problem, form);
  }

  function refused(given: BrowserProblem, form: HTMLFormElement) {
    const wrong: Errors = problemsByField(given);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) setProblem(given);
    else focusFirst(form, FIELDS, wrong);
  }

  /** Before a check only the ARN has to be right; what is wrong with it is told. */
  function isArnRight(form: HTMLFormElement): boolean {
    const { roleArn } = problemsOf(values);
    setErrors({ ...errors, roleArn });
    setProblem(undefined);
    if (roleArn) focusFirst(form, FIELDS, { roleArn });
    return !roleArn;
  }

  return { values, errors, problem, sending, set, setArn, submit, refused, isArnRight };
}

export type RegistrationForm = ReturnType<typeof useRegistration>;

/** By the same schema that the route uses, and the ARN by the same parser. */
function problemsOf(values: Values): Errors {
  const errors: Errors = {};
  for (const { path, message } of RegisterInput.safeParse(values).error?.issues ?? []) {
    errors[path[0] as keyof Values] ??= { message };
  }
  const arn = parseRoleArn(values.roleArn);
  if (!arn.ok && !errors.roleArn) errors.roleArn = { message: arn.detail };
  return errors;
}
