"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { accountAddress } from "../words.ts";
import { AccountIdVerdict } from "./account-id-verdict.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { SetupChoices } from "./setup-choices.tsx";
import { useConnecting } from "./use-connecting.ts";

type ConnectFormProps = {
  slug: string;
  accountId: string;
  partition?: string | undefined;
  /** The page to return to at the end of the wizard. */
  returnTo?: string | undefined;
};

const EMPTY = {
  name: "",
  scope: "",
  rolePrefix: "",
  rolePath: "",
  regions: "",
  connectionRole: "",
  includeBulkRead: false,
  includeAttach: false,
  includeListRoles: false,
  boundary: true,
} as const;

/** The wizard's first step: which account, and which roles. Other settings have defaults that suit most accounts. */
export function ConnectForm({ slug, accountId, partition, returnTo }: ConnectFormProps) {
  const router = useRouter();
  const toAccount = (id: string) => router.push(accountAddress(slug, id, returnTo));
  const form = useConnecting({ accountId, ...EMPTY }, { slug, partition, onConnected: toAccount });

  return (
    <form
      noValidate
      onSubmit={form.submit}
      className="flex flex-col gap-6 rounded-lg border border-line bg-surface px-6 py-6"
    >
      <FormField
        name="accountId"
        label="AWS account ID"
        error={form.errors.accountId?.message}
        hint={<AccountIdVerdict typed={form.values.accountId} />}
        control={
          <input
            // The only field of this page's first question.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            required
            inputMode="numeric"
            autoComplete="off"
            placeholder="1234-5678-9012"
            value={form.values.accountId}
            onChange={({ target }) => form.change({ accountId: target.value })}
            className={`${inputClass} field-size max-w-80 font-mono`}
          />
        }
      />
      <FormField
        name="name"
        label="Name"
        optional
        error={form.errors.name?.message}
        hint="What your team calls it. Without one, the account's alias is shown."
        control={
          <input
            autoComplete="off"
            value={form.values.name}
            onChange={({ target }) => form.change({ name: target.value })}
            className={`${inputClass} field-size`}
          />
        }
      />
      <ScopeChoice values={form.values} errors={form.errors} change={form.change} />
      <details className="group">
        <summary className="inline-flex min-h-8 items-center gap-1 rounded-sm text-ink-2 hover:text-ink">
          <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
          Other choices
        </summary>
        <SetupChoices values={form.values} errors={form.errors} change={form.change} />
      </details>
      {form.problem && (
        <Notice tone="bad" live>
          <ProblemWords problem={form.problem} />
          {form.problem.existing && (
            <>
              {" "}
              <Link
                href={`/${slug}/aws-accounts/${form.problem.existing.id}`}
                className="rounded-sm font-medium underline underline-offset-2"
              >
                Go to its connection →
              </Link>
            </>
          )}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="text-sm text-ink-2">Nothing is created in AWS by this.</p>
        <Button kind="primary" type="submit" busy={form.sending}>
          {form.sending ? "Continuing…" : "Continue"}
        </Button>
      </div>
    </form>
  );
}
