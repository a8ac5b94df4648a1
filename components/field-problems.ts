"use client";
/** Finds the API's errors of single fields, for the form that sent them. */
import type { BrowserProblem } from "./send.ts";

/** A field's error, with what resolves it: the existing role, or the account to connect. */
export type FieldProblem = { message: string } & Pick<BrowserProblem, "existing" | "awsAccount">;

/** Groups a refusal's errors by field; empty where it concerns no field. */
export function problemsByField(problem: BrowserProblem): Record<string, FieldProblem> {
  const { errors = [], existing, awsAccount } = problem;
  const help = { ...(existing && { existing }), ...(awsAccount && { awsAccount }) };
  return Object.fromEntries(errors.map(({ path, message }) => [path, { message, ...help }]));
}

/** Focuses the first field in `order` that has a problem. */
export function focusFirst(form: HTMLFormElement, order: string[], problems: Record<string, unknown>): void {
  const field = order.find((name) => problems[name]);
  if (field) form.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
}
