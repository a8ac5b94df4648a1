"use client";
/** What the API says of single fields, for the form that sent them. */
import type { BrowserProblem } from "./send.ts";

/** What is wrong with one field, and what would help: the role that has it already, the account to connect. */
export type FieldProblem = { message: string } & Pick<BrowserProblem, "existing" | "awsAccount">;

/** Empty where the refusal is about no field of the form. */
export function problemsByField(problem: BrowserProblem): Record<string, FieldProblem> {
  const { errors = [], existing, awsAccount } = problem;
  const help = { ...(existing && { existing }), ...(awsAccount && { awsAccount }) };
  return Object.fromEntries(errors.map(({ path, message }) => [path, { message, ...help }]));
}

/** The first field in `order` that has a problem has the focus. */
export function focusFirst(form: HTMLFormElement, order: string[], problems: Record<string, unknown>): void {
  const field = order.find((name) => problems[name]);
  if (field) form.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
}
