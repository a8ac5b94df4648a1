"use client";
import { FileUp } from "lucide-react";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { inputClass } from "#components/ui/field.tsx";
import { decodeText } from "#lib/decode-text.ts";
import { MOST_BYTES, MOST_ROWS } from "#lib/instance-roles/import/limits.ts";
import { EXAMPLES, type Example } from "./examples.ts";
import type { Import } from "./use-import.ts";

/** A field to paste rows into, which also takes files. */
export function Source({ form }: { form: Import }) {
  // A text field with megabytes slows the page down; the whole text is kept and sent.
  const isLong = form.text.length > MOST_SHOWN;
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  async function take(file: File | undefined) {
    if (!file) return;
    if (file.size > MOST_BYTES) return form.refuseFile(TOO_LARGE);
    let text: string;
    try {
      text = decodeText(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      return form.refuseFile((error as Error).message);
    }
    await form.check(text);
  }

  /** Dropped text goes where it is dropped; a file replaces the whole text. */
  function drop(event: DragEvent) {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  }

  function type({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) {
    // Pasted text is checked at once; typed text when the field loses focus.
    const isPasted = /^insertFrom(Paste|Drop)/.test((nativeEvent as InputEvent).inputType ?? "");
    if (isPasted) void form.check(target.value);
    else form.change(target.value);
  }

  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <label htmlFor="rows" className="font-medium">
          Rows
        </label>
        {/* An example takes the place of everything. */}
        {form.text === "" && <Examples onPick={form.check} />}
      </div>
      <textarea
        id="rows"
        rows={9}
        aria-describedby="rows-hint"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        wrap="off"
        placeholder="Paste CSV, JSON, or role ARNs one a line. Or drop a file here."
        value={isLong ? `${form.text.slice(0, SHOWN)}\n…` : form.text}
        readOnly={isLong}
        onChange={type}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`${inputClass} resize-y py-2 font-mono text-sm ${over ? "border-accent outline-2 -outline-offset-1 outline-accent" : ""}`}
      />
      <p id="rows-hint" className="mt-1.5 text-sm text-ink-2">
        The output of <code className="rounded-sm bg-sunken px-1 text-ink">aws iam list-roles</code>, of
        Terraform and of spreadsheets is read as it is. At most {MOST_ROWS.toLocaleString("en")} rows and{" "}
        {MOST_BYTES / 1024 / 1024} MiB. You see what becomes of each row before anything is registered.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          kind={form.preview ? "secondary" : "primary"}
          busy={form.busy === "checking"}
          aria-disabled={form.text.trim() === "" || undefined}
          onClick={() => form.check(form.text)}
        >
          {form.busy === "checking" ? "Checking…" : "Check rows"}
        </Button>
        {isLong && <Button onClick={() => form.change("")}>Remove</Button>}
        <Button onClick={() => picker.current?.click()}>
          <FileUp size={14} aria-hidden />
          Choose file
        </Button>
        <input
          ref={picker}
          type="file"
          aria-label="File to import"
          accept=".csv,.tsv,.txt,.json,text/csv,text/plain,application/json"
          className="hidden"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            // Reset, so that the same file can be chosen again after an edit.
            target.value = "";
          }}
        />
      </div>
    </div>
  );
}

const MOST_SHOWN = 300_000;
const SHOWN = 20_000;

const TOO_LARGE = "The file has more than 10 MiB. Split it, and import the parts.";

function Examples({ onPick }: { onPick: (text: string) => void }) {
  return (
    <p className="text-sm text-ink-2">
      Example:{" "}
      {EXAMPLES.map(({ name, text }: Example, index) => (
        <span key={name}>
          {index > 0 && " · "}
          <button
            type="button"
            onClick={() => onPick(text)}
            className="rounded-sm text-accent underline-offset-2 hover:underline"
          >
            {name}
          </button>
        </span>
      ))}
    </p>
  );
}
