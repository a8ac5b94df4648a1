import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Term } from "#components/guide/term.tsx";
import { BuilderLink } from "#components/role-builder/builder-link.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { CreateButton } from "./create/create-button.tsx";

type EmptyListProps = { slug: string; accounts: number; mayCreate: boolean };

/** Explains an empty list and offers the first step that is missing. */
export function EmptyList({ slug, accounts, mayCreate }: EmptyListProps) {
  return (
    <section aria-labelledby="empty" className="rounded-lg border border-line bg-surface px-6 py-8 md:px-10">
      <h2 id="empty" className="text-lg font-semibold">
        No role is registered yet
      </h2>
      <p className="mt-1 max-w-[60ch] text-ink-2">
        Register an IAM role and your clusters can run as it. Rolecall checks it, attaches what they need, and
        says exactly what is wrong where something is.
      </p>
      <ol className="mt-6 flex max-w-[60ch] flex-col gap-4">
        <FirstStep number={1} title="Connect the AWS account" done={accounts > 0}>
          {accounts > 0
            ? connected(accounts)
            : "The account that the role lives in: one role for Rolecall, made from a template."}
        </FirstStep>
        <FirstStep number={2} title="Create or pick a role in it">
          Any <Term name="role">IAM role</Term> whose <Term name="trust-policy">trust policy</Term> lets EC2
          use it, with the permissions your jobs need: reading your buckets, say.{" "}
          <BuilderLink slug={slug}>Build a role →</BuilderLink>
        </FirstStep>
        <FirstStep number={3} title="Register it here">
          Paste its ARN. Within seconds it is Active, or you read why not and what to change.
        </FirstStep>
      </ol>
      <div className="mt-8">
        {mayCreate ? (
          accounts > 0 ? (
            <CreateButton />
          ) : (
            <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
              Connect AWS account
            </ButtonLink>
          )
        ) : (
          <p className="text-ink-2">An admin of this workspace can register the first one.</p>
        )}
      </div>
    </section>
  );
}

function connected(accounts: number): string {
  return accounts === 1 ? "One account is connected." : `${accounts} accounts are connected.`;
}

type FirstStepProps = { number: number; title: string; done?: boolean; children: ReactNode };

function FirstStep({ number, title, done = false, children }: FirstStepProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className={`flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-medium ${done ? "border-transparent bg-ok-soft text-ok" : "border-line text-ink-2"}`}
      >
        {done ? <Check size={14} /> : number}
      </span>
      <div>
        <h3 className="mt-0.5 font-medium">
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </h3>
        <p className="text-ink-2">{children}</p>
      </div>
    </li>
  );
}
