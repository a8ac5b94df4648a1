"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { intoFocus } from "#components/ui/into-focus.ts";
import { counted } from "#lib/counted.ts";
import type { ImportResult, ImportRowView } from "#lib/instance-roles/import/view.ts";
import type { Import } from "./use-import.ts";
import { VerdictTable } from "./verdict-table.tsx";
import { WhatWasRead } from "./what-was-read.tsx";
import { rowsWord } from "./words.ts";

type Show = "all" | ImportRowView["status"];

/** Shows each row's verdict, rows that need attention first. */
export function Preview({ slug, form, preview }: { slug: string; form: Import; preview: ImportResult }) {
  const [show, setShow] = useState<Show>(preview.rejected > 0 ? "rejected" : "all");
  const { accepted, rejected, alreadyRegistered, rows, verdicts } = preview;
  const tabs = [
    { value: "all", label: "All", count: rows },
    { value: "accepted", label: "Ready", count: accepted },
    { value: "rejected", label: "To change", count: rejected },
    { value: "already_registered", label: "Here already", count: alreadyRegistered },
  ] as const;
  const shown = verdicts.filter(({ status }) => show === "all" || status === show);
  return (
    <section aria-labelledby="preview" className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-start justify-between gap-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-72" aria-live="polite">
          <h2 ref={intoFocus} tabIndex={-1} id="preview" className="text-lg font-semibold">
            {headline(preview)}
          </h2>
          <p className="mt-0.5 text-ink-2">{explanation(preview)}</p>
          <WhatWasRead form={form} preview={preview} />
        </div>
        {accepted > 0 && (
          <Button kind="primary" busy={form.busy === "importing"} onClick={form.submit}>
            {form.busy === "importing" ? "Importing…" : `Import ${counted(accepted, "role")}`}
          </Button>
        )}
      </header>
      <fieldset className="flex min-w-0 gap-1 overflow-x-auto border-y border-line px-3 py-1.5">
        <legend className="sr-only">Show rows</legend>
        {tabs.map(({ value, label, count }) => (
          <button
            key={value}
            type="button"
            aria-pressed={show === value}
            onClick={() => setShow(value)}
            className="flex h-8 shrink-0 items-center gap-1.5 rounded-lg px-2 text-ink-2 -outline-offset-2 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
          >
            {label}
            <span className="font-normal text-ink-3">{count.toLocaleString("en")}</span>
          </button>
        ))}
      </fieldset>
      <VerdictTable
        key={show}
        slug={slug}
        verdicts={shown}
        onUse={(typed, meant) => form.replace(typed, meant)}
      />
    </section>
  );
}

function headline({ rows, accepted }: ImportResult): string {
  if (accepted === rows) return rows === 1 ? "The row is ready" : `All ${counted(rows, "row")} are ready`;
  if (accepted === 0) return "No row is ready";
  return `${accepted.toLocaleString("en")} of ${counted(rows, "row")} ${accepted === 1 ? "is" : "are"} ready`;
}

function explanation({ rejected, alreadyRegistered, accepted }: ImportResult): string {
  const here =
    alreadyRegistered > 0
      ? `${rowsWord(alreadyRegistered)} here already and ${alreadyRegistered === 1 ? "stays" : "stay"} as ${alreadyRegistered === 1 ? "it is" : "they are"}. `
      : "";
  if (rejected === 0) return `${here}Nothing is registered yet.`.trim();
  const change = `${counted(rejected, "row")} ${rejected === 1 ? "needs" : "need"} a change`;
  const rest = accepted > 0 ? "; the others do not wait for that" : "";
  return `${here}${change}${rest}. Nothing is registered yet.`;
}
