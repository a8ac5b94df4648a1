"use client";
import { useRef, useState, useSyncExternalStore } from "react";
import { type Answered, type BrowserProblem, sendText } from "#components/send.ts";
import { MOST_BYTES } from "#lib/instance-roles/import/limits.ts";
import type { ChosenColumns } from "#lib/instance-roles/import/parsed-upload.ts";
import type { ImportResult } from "#lib/instance-roles/import/view.ts";
import { holdsCredential } from "#lib/role-arn/credentials.ts";
import { keepRows, keptRows } from "./kept-rows.ts";

export type Import = ReturnType<typeof useImport>;

/** The state of an import: the text, the server's verdicts, and the request. The text is never lost. */
export function useImport(slug: string, onImported: (id: string) => void) {
  const [given, setGiven] = useState<string>();
  const [chosen, setChosen] = useState<ChosenColumns>({});
  const [preview, setPreview] = useState<ImportResult>();
  const [problem, setProblem] = useState<BrowserProblem>();
  const [busy, setBusy] = useState<"checking" | "importing">();
  // One key for these rows: sent again after a lost answer, they are imported once.
  const key = useRef("");
  // After connecting an account or visiting a role, the rows are still there.
  const kept = useSyncExternalStore(
    () => () => {},
    () => keptRows(slug),
    () => "",
  );
  const text = given ?? kept;
  const path = `/api/v1/workspaces/${slug}/instance-roles/import`;

  function change(rows: string) {
    key.current = randomKey();
    // A pasted access key is not kept, and the user is told.
    keepRows(slug, holdsCredential(rows) ? "" : rows);
    setGiven(rows);
    setChosen({});
    setPreview(undefined);
    setProblem(undefined);
    setBusy(undefined);
  }

  /** Checks rows. Only the last check counts: answers about rows that have changed since are ignored. */
  async function check(rows: string, columns: ChosenColumns = {}) {
    change(rows);
    setChosen(columns);
    if (rows.trim() === "") return;
    if (isTooLarge(rows)) return setProblem(TOO_LARGE);
    const mine = key.current;
    setBusy("checking");
    const answer = await post(`${path}?${queryOf(columns, true)}`, rows);
    if (mine !== key.current) return;
    setBusy(undefined);
    if (answer.ok) setPreview(answer.body);
    else setProblem(answer.problem);
  }

  async function submit() {
    setBusy("importing");
    setProblem(undefined);
    const answer = await post(`${path}?${queryOf(chosen, false)}`, text, key.current);
    if (answer.ok && answer.body.import) {
      keepRows(slug, "");
      return onImported(answer.body.import.id);
    }
    setBusy(undefined);
    if (!answer.ok) setProblem(answer.problem);
  }

  /** Replaces a suggested correction everywhere in the text. */
  const replace = (typed: string, meant: string) => check(text.replaceAll(typed, meant), chosen);
  const choose = (columns: ChosenColumns) => check(text, { ...chosen, ...columns });
  /** Refuses a file that is not text and keeps what was there. */
  const refuseFile = (detail: string) => setProblem({ code: "unreadable", detail });

  return { text, chosen, preview, problem, busy, change, check, choose, replace, refuseFile, submit };
}

/** Sends the text. The server detects its format, because people paste tables, JSON and lists into one field. */
function post(path: string, text: string, key?: string): Promise<Answered<ImportResult>> {
  return sendText<ImportResult>(path, { text, type: "text/csv", ...(key && { key }) });
}

function queryOf({ roleArn, name, description }: ChosenColumns, isPreview: boolean): URLSearchParams {
  const columns = { roleArnColumn: roleArn, nameColumn: name, descriptionColumn: description };
  const given = Object.entries(columns).flatMap(([field, at]) =>
    at === undefined ? [] : [[field, `${at}`]],
  );
  return new URLSearchParams([...given, ["preview", String(isPreview)]]);
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}

const TOO_LARGE: BrowserProblem = {
  code: "payload_too_large",
  detail: "That is more than 10 MiB. Split it, and import the parts.",
};

const isTooLarge = (text: string) => new TextEncoder().encode(text).byteLength > MOST_BYTES;
