"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FieldProblem, focusFirst, problemsByField } from "#components/field-problems.ts";
import { type BrowserProblem, send } from "#components/send.ts";
import { UpdateInput } from "#lib/instance-roles/schema.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type Values = { name: string; description: string };
type Errors = Partial<Record<keyof Values, FieldProblem>>;

const FIELDS: (keyof Values)[] = ["name", "description"];

/**
 * What was typed, on top of the role as it is: it outlasts refusals and the closing of the dialog, and what was not
 * touched follows what others change. Only what was changed is sent.
 */
export function useEdit(slug: string, role: Pick<InstanceRoleView, "id" | keyof Values>, onDone: () => void) {
  const router = useRouter();
  const [typed, setTyped] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<BrowserProblem>();
  const [sending, setSending] = useState(false);
  const values: Values = { name: role.name, description: role.description, ...typed };

  function set(field: keyof Values, value: string) {
    setTyped({ ...typed, [field]: value });
    setErrors({ ...errors, [field]: undefined });
    setProblem(undefined);
  }

  function end() {
    setTyped({});
    onDone();
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const form = event.currentTarget;
    const changed = Object.fromEntries(FIELDS.flatMap((field) => changeOf(field)));
    if (Object.keys(changed).length === 0) return end();
    const wrong = problemsOf(changed);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return focusFirst(form, FIELDS, wrong);
    setSending(true);
    setProblem(undefined);
    const answer = await send("PATCH", `/api/v1/workspaces/${slug}/instance-roles/${role.id}`, changed);
    setSending(false);
    if (answer.ok) {
      router.refresh();
      return end();
    }
    const refused: Errors = problemsByField(answer.problem);
    setErrors(refused);
    if (Object.keys(refused).length === 0) setProblem(answer.problem);
    else focusFirst(form, FIELDS, refused);
  }

  const changeOf = (field: keyof Values) =>
    values[field].trim() === role[field] ? [] : [[field, values[field]]];

  return { values, errors, problem, sending, set, submit };
}

/** By the same schema that the route uses. */
function problemsOf(changed: Partial<Values>): Errors {
  const issues = UpdateInput.safeParse(changed).error?.issues ?? [];
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [path[0], { message }]));
}
