"use client";
import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Document } from "#components/aws-accounts/setup/document.tsx";
import { ProblemWords } from "#components/problem-words.tsx";
import { type Answered, send } from "#components/send.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { UsageView } from "#lib/usage/view.ts";

type Section = UsageView["sections"][number];

const TAKES: Record<Section["takes"], string> = {
  role_arn: "the role's ARN",
  role_name: "the role's name",
  profile_arn: "the instance profile's ARN",
  profile_name: "the instance profile's name",
};

/** How the role is used, product by product. AWS is asked for the trust policy, so it is read when it is wanted. */
export function UseIt({ slug, id }: { slug: string; id: string }) {
  const [answer, setAnswer] = useState<Answered<UsageView>>();
  useEffect(() => {
    let isWanted = true;
    void send<UsageView>("GET", `/api/v1/workspaces/${slug}/instance-roles/${id}/usage`).then(
      (read) => isWanted && setAnswer(read),
    );
    return () => {
      isWanted = false;
    };
  }, [slug, id]);

  if (!answer) return <output className="text-ink-2">Reading the role's trust policy in AWS…</output>;
  if (!answer.ok) {
    return (
      <Notice tone="warn" live>
        <ProblemWords problem={answer.problem} />
      </Notice>
    );
  }
  const { sections } = answer.body;
  const allowed = sections.filter(({ allowedByTrust }) => allowedByTrust);
  const others = sections.filter(({ allowedByTrust }) => !allowedByTrust);
  return (
    <div className="flex flex-col gap-8">
      <Prove />
      <Group title="The role's trust policy lets these in" sections={allowed} />
      {others.length > 0 && (
        <Group title="These need one more statement in the trust policy" sections={others} />
      )}
    </div>
  );
}

/** The same for every machine, and the first thing to try. */
function Prove() {
  return (
    <section aria-labelledby="prove" className="flex flex-col gap-2">
      <h2 id="prove" className="text-lg font-semibold">
        Prove it on a machine
      </h2>
      <p className="max-w-[80ch] text-ink-2">
        Run this on a machine that was started with the role. The Arn it prints reads
        assumed-role/ROLE/INSTANCE-ID: the role's name without its path, and the machine's ID.
      </p>
      <Document title="aws sts get-caller-identity" body="aws sts get-caller-identity" />
    </section>
  );
}

function Group({ title, sections }: { title: string; sections: Section[] }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sections.map((section) => (
          <li key={section.id}>
            <Consumer section={section} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Consumer({ section }: { section: Section }) {
  const { product, title, takes, value, note, missingStatement, snippets } = section;
  return (
    <details className="group">
      <summary className="flex min-h-11 items-center gap-2 rounded-lg px-4 py-2 -outline-offset-2 hover:bg-hover">
        <ChevronRight size={14} className="shrink-0 transition-transform group-open:rotate-90" aria-hidden />
        <span className="min-w-0">
          <b className="font-medium">{product}</b> <span className="text-ink-2">{title}</span>
        </span>
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-5">
        <p className="text-ink-2">
          It takes {TAKES[takes]}: <code className="text-sm text-ink [overflow-wrap:anywhere]">{value}</code>
        </p>
        {note && <p className="max-w-[80ch]">{note}</p>}
        {missingStatement && (
          <Document
            title="Statement to add to the trust policy"
            body={JSON.stringify(missingStatement, null, 2)}
          />
        )}
        {snippets.map((snippet) => (
          <Document key={snippet.title} title={snippet.title} body={snippet.body} />
        ))}
      </div>
    </details>
  );
}
