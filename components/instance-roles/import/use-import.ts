"use client";
import { useRef, useState, useSyncExternalStore } from "react";
import { type Answered, type BrowserProblem, sendText } from "#components/send.ts";
import { MOST_BYTES } from "#lib/instance-roles/import/limits.ts";
import type { ImportResult } from "#lib/instance-roles/import/view.ts";
import { holdsCredential } from "#lib/role-arn/credentials.ts";

export type Import = ReturnType<typeof useImport>;

/** What was pasted or dropped, what the server says of it, and the sending. Nothing given is ever lost. */
export function useImport(slug: string, onImported: (id: string) => void) {
  const [given, setGiven] = useState<string>();
  const [preview, setPreview] = useState<ImportResult>();
  const [problem, setProblem] = useState<BrowserProblem>();
  const [busy, setBusy] = useState<"checking" | "importing">();
  // Of the rows as they are: sent again after a lost answer, they are imported once.
  const key = useRef("");
  const place = `rolecall.import.${slug}`;
  // Back from connecting an account, or from a look at a role: the rows are still there.
  const kept = useSyncExternalStore(
    () => () => {},
    () => sessionStorage.getItem(place) ?? "",
    () => "",
  );
  const text = given ?? kept;
  const path = `/api/v1/workspaces/${slug}/instance-roles/import`;

  function change(rows: string) {
    key.current = randomKey();
    // Whoever pastes a key is told that it is not kept.
    if (holdsCredential(rows)) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, rows);
    setGiven(rows);
    setPreview(undefined);
    setProblem(undefined);
    setBusy(undefined);
  }

  /** The last one counts: what comes back for rows that have changed since is of no use. */
  async function check(rows: string) {
    change(rows);
    if (rows.trim() === "") return;
    if (isTooLarge(rows)) return setProblem(TOO_LARGE);
    const mine = key.current;
    setBusy("checking");
    const answer = await post(`${path}?preview=true`, rows);
    if (mine !== key.current) return;
    setBusy(undefined);
    if (answer.ok) setPreview(answer.body);
    else setProblem(answer.problem);
  }

  async function submit() {
    setBusy("importing");
    setProblem(undefined);
    const answer = await post(path, text, key.current);
    if (answer.ok && answer.body.import) {
      sessionStorage.removeItem(place);
      return onImported(answer.body.import.id);
    }
    setBusy(undefined);
    if (!answer.ok) setProblem(answer.problem);
  }

  /** What was meant in the place of what was given, wherever it stands. */
  const replace = (typed: string, meant: string) => check(text.replaceAll(typed, meant));

  return { text, preview, problem, busy, change, check, replace, submit };
}

function post(path: string, text: string, key?: string): Promise<Answered<ImportResult>> {
  const type = /^\s*[[{]/.test(text) ? "application/json" : "text/csv";
  return sendText<ImportResult>(path, { text, type, ...(key && { key }) });
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}

const TOO_LARGE: BrowserProblem = {
  code: "payload_too_large",
  detail: "That is more than 1 MiB. Split it, and import the parts.",
};

const isTooLarge = (text: string) => new TextEncoder().encode(text).byteLength > MOST_BYTES;
