import Link from "next/link";
import { Notice } from "#components/ui/notice.tsx";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import { Warnings } from "../../detail/warnings.tsx";
import { Icon, StatusIcon } from "../../status-icon.tsx";
import { Changes } from "./changes.tsx";
import { CheckProblem } from "./check-problem.tsx";
import { intoView } from "./into-view.ts";
import { verdictOf } from "./verdict.ts";

/** Shows the verdict, all problems, and what registering would change. */
export function CheckResult({ slug, view }: { slug: string; view: CheckView }) {
  const { problems, warnings, alreadyRegistered: existing } = view;
  const { title, status } = verdictOf(view);
  return (
    <section ref={intoView} aria-labelledby="check-result" className="flex flex-col gap-3">
      <h3 id="check-result" className="flex items-center gap-2 font-medium">
        {existing ? (
          <Icon shape="dash" className="text-ink-3" />
        ) : status ? (
          <StatusIcon status={status} />
        ) : (
          <Icon shape="clock" className="text-warn" />
        )}
        {title}
      </h3>
      {existing && (
        <Notice>
          It cannot be registered twice:{" "}
          <Link
            href={`/${slug}/instance-roles/${existing.id}`}
            className="rounded-sm font-medium underline underline-offset-2"
          >
            {existing.name} →
          </Link>
        </Notice>
      )}
      {problems.length > 0 && (
        <ol className="divide-y divide-bad-line overflow-hidden rounded-lg border border-bad-line">
          {problems.map((problem, index) => (
            <li key={`${problem.reason} ${problem.detail}`}>
              <CheckProblem problem={problem} isOpen={index === 0} />
            </li>
          ))}
        </ol>
      )}
      <Warnings warnings={warnings} />
      <Changes view={view} />
    </section>
  );
}
