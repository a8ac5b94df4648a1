"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { type BrowserProblem, send } from "#components/send.ts";
import type { RoleDocumentsView } from "#lib/role-designs/view.ts";
import { type AccountChoice, type Draft, inputOf } from "./draft.ts";
import { draftOf, type GivenRole } from "./given-role.ts";

/** The draft is sent when typing has paused for this long. */
const PAUSE_MS = 500;

export type Errors = Record<string, string>;

/** Holds the draft and the server's answer after each pause: documents, or errors by field. */
export function useBuilder(slug: string, accounts: AccountChoice[], given: GivenRole) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(given, accounts));
  const [view, setView] = useState<RoleDocumentsView>();
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<BrowserProblem>();
  const asked = useRef(0);
  const parsed = useMemo(() => inputOf(draft, accounts), [draft, accounts]);

  useEffect(() => {
    if (draft.roleName.trim() === "") return;
    const mine = ++asked.current;
    const timer = setTimeout(async () => {
      if ("statementsError" in parsed) return setErrors({ statements: parsed.statementsError });
      const path = `/api/v1/workspaces/${slug}/role-documents`;
      const answer = await send<RoleDocumentsView>("POST", path, parsed.input);
      if (mine !== asked.current) return;
      setErrors(answer.ok ? {} : errorsOf(answer.problem, parsed.bucketAt));
      setProblem(answer.ok || answer.problem.errors?.length ? undefined : answer.problem);
      if (answer.ok) setView(answer.body);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [slug, parsed, draft.roleName]);

  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  return { draft, change, view, errors, problem, input: "input" in parsed ? parsed.input : null };
}

/** Maps errors to rows: the server counts the buckets it was sent, the form counts all rows. */
function errorsOf({ errors = [] }: BrowserProblem, bucketAt: number[]): Errors {
  return Object.fromEntries(
    errors.map(({ path, message }) => [
      path.replace(/^buckets\.(\d+)/, (_, at: string) => `buckets.${bucketAt[Number(at)]}`),
      message,
    ]),
  );
}
