"use client";
import type { ImportResult } from "#lib/instance-roles/import/view.ts";
import { joined } from "#lib/joined.ts";
import { ColumnChoice, titleOf } from "./column-choice.tsx";
import type { Import } from "./use-import.ts";

const LABELS = { roleArn: "Role ARN", name: "name", description: "description" } as const;

/** Says from which columns the rows were read and what was ignored, and offers other columns. */
export function WhatWasRead({ form, preview }: { form: Import; preview: ImportResult }) {
  const { columns, ignoredColumns, notes } = preview;
  const read = (["roleArn", "name", "description"] as const).flatMap((field) => {
    const column = columns.find(({ readAs }) => readAs === field);
    return column ? [`${LABELS[field]} from ${titleOf(column)}`] : [];
  });
  return (
    <div className="mt-0.5 flex flex-col gap-0.5 text-sm text-ink-3">
      {notes.map((note) => (
        <p key={note} className="text-ink-2">
          {note}
        </p>
      ))}
      {ignoredColumns.length > 0 && (
        <p className="[overflow-wrap:anywhere]">Not read: {joined(ignoredColumns)}.</p>
      )}
      {columns.length > 1 && (
        <details>
          <summary className="w-fit rounded-sm hover:underline">
            {joined(read)}. <span className="text-accent">Choose columns</span>
          </summary>
          <div className="mt-3 max-w-3xl">
            <ColumnChoice form={form} columns={columns} />
          </div>
        </details>
      )}
    </div>
  );
}
