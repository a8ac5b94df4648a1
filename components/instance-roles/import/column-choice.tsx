"use client";
import { useId } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { Field } from "#lib/instance-roles/import/parsed-upload.ts";
import type { UploadColumnView } from "#lib/instance-roles/import/view.ts";
import type { Import } from "./use-import.ts";

const LABELS = { roleArn: "Role ARN", name: "Name", description: "Description" } as const;

/** Chooses which column of a table is read as which field; each choice updates the preview. */
export function ColumnChoice({ form, columns }: { form: Import; columns: UploadColumnView[] }) {
  return (
    <div className="grid gap-4 md:grid-cols-3">
      {(["roleArn", "name", "description"] as const).map((field) => (
        <Choice key={field} field={field} form={form} columns={columns} />
      ))}
    </div>
  );
}

function Choice({ field, form, columns }: { field: Field; form: Import; columns: UploadColumnView[] }) {
  const id = useId();
  const read = columns.find(({ readAs }) => readAs === field)?.column;
  const value = form.chosen[field] ?? read ?? 0;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {LABELS[field]}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => form.choose({ [field]: Number(target.value) })}
        className={`${inputClass} field-size`}
      >
        <option value={0} disabled={field === "roleArn"}>
          {field === "roleArn" ? "Choose a column" : "None"}
        </option>
        {columns.map((column) => (
          <option key={column.column} value={column.column}>
            {titleOf(column)}
            {column.sample && `: ${cutMiddle(column.sample)}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Returns the column's title in quotes, or "column 2" where the table has no header. */
export const titleOf = ({ title, column }: UploadColumnView) => (title ? `“${title}”` : `column ${column}`);

const SHORT = 40;

const cutMiddle = (text: string) =>
  text.length <= SHORT ? text : `${text.slice(0, SHORT / 2)}…${text.slice(-SHORT / 2)}`;
