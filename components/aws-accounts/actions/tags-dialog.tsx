"use client";
import { useState } from "react";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { tagLines, tagsIn } from "../tag-lines.ts";
import { type ActionDialogProps, ActionForm, useAccountChange } from "./action-dialog.tsx";

/** The tags of what Rolecall makes in the account. */
export function TagsDialog(props: ActionDialogProps) {
  const { account, onClose } = props;
  const [text, setText] = useState(tagLines(account.setup.tags).join("\n"));
  const [unread, setUnread] = useState<string>();
  const { sending, problem, fieldError, change } = useAccountChange(props);
  const error = unread ?? fieldError("tags");

  function submit() {
    const read = tagsIn(text);
    setUnread("problem" in read ? read.problem : undefined);
    if ("tags" in read) change({ method: "PATCH", body: { tags: read.tags } });
  }

  return (
    <ActionForm
      title="Change tags"
      submit="Change"
      sending={sending}
      problem={error ? undefined : problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-ink-2">
        Rolecall puts these tags on the instance profiles that it makes from now on, beside its own, and the
        set-up documents put them on the connection role and its policies. What is there already keeps its
        tags.
      </p>
      <FormField
        name="tags"
        label="Tags"
        error={error}
        hint="One a line, key=value."
        control={
          <textarea
            rows={5}
            autoComplete="off"
            spellCheck={false}
            placeholder={"owner=data-platform\ncost-center=4711"}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={`${inputClass} resize-y py-2 font-mono`}
          />
        }
      />
    </ActionForm>
  );
}
