"use client";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ArnVerdict } from "./arn-verdict.tsx";
import { CheckOutcome } from "./check/check-outcome.tsx";
import { useCheck } from "./check/use-check.ts";
import type { ConnectedAccount } from "./connected-account.ts";
import { fieldError } from "./field-error.tsx";
import { PickFromAws } from "./pick/pick-from-aws.tsx";
import { SandboxRoles } from "./sandbox-roles.tsx";
import { useRegistration } from "./use-registration.ts";
import { type RequiredPolicyWords, WhatWillHappen } from "./what-will-happen.tsx";

export type CreateFormProps = {
  slug: string;
  accounts: ConnectedAccount[];
  policies: RequiredPolicyWords[];
  isSandbox: boolean;
  open: boolean;
  onClose: () => void;
};

/** The registration form. The ARN comes first, is parsed while it is typed, and proposes the name. */
export function CreateForm({ slug, accounts, policies, isSandbox, open, onClose }: CreateFormProps) {
  const router = useRouter();
  const arnField = useRef<HTMLTextAreaElement>(null);
  const form = useRegistration(slug, (id) => router.push(`/${slug}/instance-roles/${id}`));
  const check = useCheck(slug, form);
  // After a check predicted a failure, creating takes a second confirmation.
  const isWarned = check.view?.wouldBe === "FAILED" && !check.view.alreadyRegistered;

  return (
    <Modal title="Create Instance Role" place="side" open={open} onClose={onClose} initialFocus={arnField}>
      <form noValidate onSubmit={form.submit} className="flex min-h-0 flex-1 flex-col">
        <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-6 pb-6">
          <FormField
            name="roleArn"
            label="Role ARN"
            error={fieldError(slug, form.errors.roleArn, form.values.roleArn)}
            hint={
              <ArnVerdict slug={slug} typed={form.values.roleArn} accounts={accounts} onMeant={form.setArn} />
            }
            control={
              <textarea
                ref={arnField}
                rows={2}
                required
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                placeholder="arn:aws:iam::123456789012:role/my-role"
                value={form.values.roleArn}
                onChange={({ target }) => form.setArn(target.value)}
                onKeyDown={submitOnEnter}
                className={`${inputClass} field-sizing-content max-h-40 min-h-[60px] resize-none py-2 font-mono text-sm break-all pointer-coarse:text-lg`}
              />
            }
          />
          {form.values.roleArn === "" && <PickFromAws slug={slug} accounts={accounts} onPick={form.setArn} />}
          {isSandbox && form.values.roleArn === "" && (
            <SandboxRoles
              slug={slug}
              accountIds={accounts.map(({ accountId }) => accountId)}
              onPick={form.setArn}
            />
          )}
          <FormField
            name="name"
            label="Name"
            error={fieldError(slug, form.errors.name)}
            hint="What your team calls it. Unique in this workspace."
            control={
              <input
                required
                autoComplete="off"
                maxLength={200}
                value={form.values.name}
                onChange={({ target }) => form.set("name", target.value)}
                className={`${inputClass} field-size`}
              />
            }
          />
          <FormField
            name="description"
            label="Description"
            optional
            error={fieldError(slug, form.errors.description)}
            control={
              <input
                autoComplete="off"
                value={form.values.description}
                onChange={({ target }) => form.set("description", target.value)}
                className={`${inputClass} field-size`}
              />
            }
          />
          <CheckOutcome slug={slug} check={check} before={<WhatWillHappen policies={policies} />} />
          {form.problem && (
            <Notice tone="bad" live>
              <ProblemWords problem={form.problem} />
            </Notice>
          )}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-6 py-4">
          <Button busy={check.isUnderWay} onClick={check.begin}>
            {check.view ? "Check again" : "Check first"}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={form.sending}>
            {form.sending ? "Creating…" : isWarned ? "Create anyway" : "Create"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Submits on Enter: an ARN has one line, and the field has more only so that a long one is fully visible. */
function submitOnEnter(event: React.KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
