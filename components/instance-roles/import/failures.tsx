import { Download } from "lucide-react";
import Link from "next/link";
import { ButtonLink, buttonClass } from "#components/ui/button.tsx";
import type { ImportDetail, ImportFailureView } from "#lib/instance-roles/import/view.ts";
import { shortenArn } from "#lib/role-arn/role-arn.ts";
import { whoCanFix } from "../words.ts";
import { RetryAll } from "./retry-all.tsx";

type FailuresProps = { slug: string; view: ImportDetail; isFirstPage: boolean; mayRetry: boolean };

/** Lists the rows that did not become Active: why, who has to act, and actions for all of them. */
export function Failures({ slug, view, isFirstPage, mayRetry }: FailuresProps) {
  const { id, failures, progress } = view;
  if (failures.items.length === 0 && isFirstPage) return null;
  return (
    <section aria-labelledby="failures" className="mt-8">
      <header className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="failures" className="font-semibold">
            Rows that did not become Active
          </h2>
          <p className="text-sm text-ink-2">
            Rows that were refused can be corrected in the CSV and imported again. Roles that failed are
            retried.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <a
            href={`/api/v1/workspaces/${slug}/instance-roles/imports/${id}/failures.csv`}
            download
            className={buttonClass("secondary")}
          >
            <Download size={14} aria-hidden />
            Export CSV
          </a>
          {mayRetry && progress.failed > 0 && <RetryAll slug={slug} id={id} failed={progress.failed} />}
        </div>
      </header>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {failures.items.map((failure) => (
          <FailedRow key={failure.row} slug={slug} failure={failure} />
        ))}
      </ul>
      {(failures.nextCursor || !isFirstPage) && (
        <nav aria-label="Pages" className="flex justify-end gap-2 py-4">
          {!isFirstPage && <ButtonLink href="?">First rows</ButtonLink>}
          {failures.nextCursor && (
            <ButtonLink href={`?${new URLSearchParams({ cursor: failures.nextCursor })}`}>
              Further rows →
            </ButtonLink>
          )}
        </nav>
      )}
    </section>
  );
}

function FailedRow({ slug, failure }: { slug: string; failure: ImportFailureView }) {
  const { row, id, name, roleArn, title, detail, status } = failure;
  return (
    <li className="grid gap-x-6 gap-y-1 px-5 py-3 md:grid-cols-[72px_minmax(0,1fr)_minmax(0,2fr)]">
      <p className="text-sm text-ink-3">Row {row}</p>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">
          {id ? (
            <Link
              href={`/${slug}/instance-roles/${id}`}
              className="rounded-sm underline-offset-2 hover:underline"
            >
              {name}
            </Link>
          ) : (
            (name ?? "No name")
          )}
        </p>
        {roleArn && (
          <p className="font-mono text-sm text-ink-3" title={roleArn}>
            {shortenArn(roleArn)}
          </p>
        )}
      </div>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium text-bad">
          {status === "failed" ? title : "Refused"}
          {id && (
            <>
              {" · "}
              <Link
                href={`/${slug}/instance-roles/${id}`}
                aria-label={`Fix ${name}`}
                className="rounded-sm text-accent underline-offset-2 hover:underline"
              >
                Fix it →
              </Link>
            </>
          )}
        </p>
        <p className="text-sm text-ink-2">{detail}</p>
        {status === "failed" && <p className="text-sm text-ink-3">Who can fix it: {whoCanFix(failure)}</p>}
      </div>
    </li>
  );
}
