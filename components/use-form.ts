"use client";
import { useState } from "react";
import { type FieldProblem, focusFirst, problemsByField } from "./field-problems.ts";
import type { Answered, BrowserProblem } from "./send.ts";

type Field<Values> = keyof Values & string;
export type FieldProblems<Values> = Partial<Record<Field<Values>, FieldProblem>>;

/**
 * The state of a form: values, errors and the request. Values survive every refusal.
 * @param initial its keys are the fields in the order in which the first invalid one is focused
 */
export function useForm<Values extends object>(initial: Values | (() => Values)) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldProblems<Values>>({});
  const [problem, setProblem] = useState<BrowserProblem>();
  const [sending, setSending] = useState(false);
  const order = Object.keys(values);

  /** Changes values and clears their errors. */
  function change(changes: Partial<Values>) {
    setValues((before) => ({ ...before, ...changes }));
    const cleared = Object.fromEntries(Object.keys(changes).map((field) => [field, undefined]));
    setErrors((before) => ({ ...before, ...cleared }));
    setProblem(undefined);
  }

  /**
   * Shows errors beside the fields and focuses the first.
   * @returns whether there are none
   */
  function check(form: HTMLFormElement, wrong: FieldProblems<Values>): boolean {
    setErrors(wrong);
    setProblem(undefined);
    focusFirst(form, order, wrong);
    return Object.values(wrong).every((error) => error === undefined);
  }

  /** Shows a refusal beside its fields, or below the form where it concerns none of them. */
  function refuse(form: HTMLFormElement, refusal: BrowserProblem) {
    const wrong = problemsByField(refusal) as FieldProblems<Values>;
    if (check(form, wrong)) setProblem(refusal);
  }

  /**
   * Sends the values once.
   * @returns the answer; null where it was refused or a request is running already
   */
  async function send<T>(
    form: HTMLFormElement,
    request: () => Promise<Answered<T>>,
    onRefused: (refusal: BrowserProblem) => void = (refusal) => refuse(form, refusal),
  ): Promise<T | null> {
    if (sending) return null;
    setSending(true);
    setProblem(undefined);
    const answer = await request();
    setSending(false);
    if (answer.ok) return answer.body;
    onRefused(answer.problem);
    return null;
  }

  return { values, errors, problem, sending, change, check, refuse, send };
}
