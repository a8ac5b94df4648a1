import { counted } from "#lib/counted.ts";
import type { ImportView } from "#lib/instance-roles/import/view.ts";
import { StatusIcon } from "../status-icon.tsx";
import { FocusOnArrival } from "./focus-on-arrival.tsx";

/** Shows an import's progress as one bar with its counts. */
export function ImportProgress({ view }: { view: ImportView }) {
  const { progress, accepted } = view;
  const { active, failed, registering, waiting, deleting, deleted } = progress;
  const done = accepted - registering - waiting;
  const parts = [
    { count: active, className: "bg-ok" },
    { count: failed, className: "bg-bad" },
    { count: deleting + deleted, className: "bg-ink-3" },
  ];
  return (
    <section aria-labelledby="progress" className="rounded-lg border border-line bg-surface px-5 py-4">
      <FocusOnArrival id="progress" />
      <h2
        id="progress"
        tabIndex={-1}
        aria-live="polite"
        className="text-lg font-semibold"
        data-moving={registering + waiting > 0 || undefined}
      >
        {headline(view)}
      </h2>
      {accepted > 0 && (
        <>
          <progress className="sr-only" aria-labelledby="progress" max={accepted} value={done} />
          <div aria-hidden className="mt-3 flex h-2 overflow-hidden rounded-full bg-line">
            {parts.map(({ count, className }) => (
              <div
                key={className}
                style={{ width: `${(count / accepted) * 100}%` }}
                className={`transition-[width] ${className}`}
              />
            ))}
          </div>
        </>
      )}
      <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3">
        <Count label="Active" count={active} icon={<StatusIcon status="ACTIVE" />} />
        <Count label="Failed" count={failed} icon={<StatusIcon status="FAILED" />} />
        {registering > 0 && (
          <Count label="In progress" count={registering} icon={<StatusIcon status="REGISTERING" />} />
        )}
        {waiting > 0 && <Count label="Waiting" count={waiting} />}
        {deleting + deleted > 0 && <Count label="Deleted since" count={deleting + deleted} />}
        {view.rejected > 0 && <Count label="Refused" count={view.rejected} />}
        {view.alreadyRegistered > 0 && <Count label="Here already" count={view.alreadyRegistered} />}
      </dl>
    </section>
  );
}

function Count({ label, count, icon }: { label: string; count: number; icon?: React.ReactNode }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="flex items-center gap-1.5 text-sm text-ink-2">
        {icon}
        {label}
      </dt>
      <dd className="text-xl font-semibold">{count.toLocaleString("en")}</dd>
    </div>
  );
}

function headline({ accepted, progress, rejected }: ImportView): string {
  const { registering, waiting, active, failed } = progress;
  if (accepted === 0) return rejected > 0 ? "Nothing was registered" : "Nothing was new";
  if (registering + waiting > 0) {
    return `Registering: ${(accepted - registering - waiting).toLocaleString("en")} of ${counted(accepted, "role")} done`;
  }
  if (active === accepted)
    return accepted === 1 ? "The role is Active" : `All ${counted(accepted, "role")} are Active`;
  if (failed > 0)
    return `${counted(failed, "role")} failed, ${active.toLocaleString("en")} ${active === 1 ? "is" : "are"} Active`;
  return `${counted(active, "role")} ${active === 1 ? "is" : "are"} Active`;
}
