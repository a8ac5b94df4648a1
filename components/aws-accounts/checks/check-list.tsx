import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Fix } from "#components/instance-roles/detail/fix.tsx";
import type { CheckView } from "#lib/aws-accounts/view.ts";
import { CheckIcon } from "./check-icon.tsx";

/** Lists failing checks first, then unknown ones; passed checks are one line that expands. */
export function CheckList({ checks }: { checks: CheckView[] }) {
  const permissions = checks.filter(({ name }) => name.startsWith("permission:"));
  const others = checks.filter(({ name }) => !name.startsWith("permission:"));
  const passed = others.filter(({ status }) => status === "passed");
  const open = others.filter(({ status }) => status !== "passed");
  const permissionsPassed = permissions.every(({ status }) => status === "passed");
  const passedRows = (
    <>
      {passed.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
      {permissionsPassed && permissions.length > 0 && <Permissions checks={permissions} />}
    </>
  );
  const count = passed.length + (permissionsPassed ? permissions.length : 0);
  return (
    <ul aria-label="Checks" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {open.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
      {!permissionsPassed && <Permissions checks={permissions} />}
      {count > 0 && (
        <li>
          <details className="group">
            <summary className="flex min-h-11 items-center gap-2 px-4 py-2 text-ink-2 hover:text-ink">
              <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
              {count} passed
            </summary>
            <ul aria-label="Passed" className="divide-y divide-line border-t border-line">
              {passedRows}
            </ul>
          </details>
        </li>
      )}
    </ul>
  );
}

function CheckRow({ check }: { check: CheckView }) {
  return (
    <li className="px-4 py-3">
      <Checked check={check} />
    </li>
  );
}

function Checked({ check: { title, status, detail, fix } }: { check: CheckView }) {
  return (
    <div className="flex gap-3">
      <CheckIcon status={status} />
      <div className="min-w-0 flex-1">
        <p className={status === "skipped" ? "text-ink-2" : ""}>
          <span className="font-medium">{title}</span>
        </p>
        <p className="max-w-[88ch] text-sm text-ink-2 [overflow-wrap:anywhere]">{detail}</p>
        {fix && (
          <Folded summary={`What to do: ${fix.title}`}>
            <Fix fix={fix} />
          </Folded>
        )}
      </div>
    </div>
  );
}

const WORST = ["failed", "warning", "waiting", "skipped", "passed"] as const;

function Permissions({ checks }: { checks: CheckView[] }) {
  const worst = WORST.find((status) => checks.some((check) => check.status === status)) ?? "passed";
  const wrong = checks.filter(({ status }) => status === "failed" || status === "warning");
  const others = checks.filter((check) => !wrong.includes(check));
  return (
    <li className="px-4 py-3">
      <div className="flex gap-3">
        <CheckIcon status={worst} />
        <div className="min-w-0 flex-1">
          <p className={`font-medium ${worst === "skipped" ? "text-ink-2" : ""}`}>
            The connection role has every permission it needs
          </p>
          <p className="text-sm text-ink-2">{summary(checks)}</p>
          {wrong.length > 0 && <PermissionRows checks={wrong} />}
          {others.length > 0 && (
            <Folded summary={wrong.length > 0 ? `The other ${others.length}` : "Show them"}>
              <PermissionRows checks={others} />
            </Folded>
          )}
        </div>
      </div>
    </li>
  );
}

/** One line for each permission; a fix that several share is shown once below them. */
function PermissionRows({ checks }: { checks: CheckView[] }) {
  const fixes = new Map(checks.flatMap(({ fix }) => (fix ? [[fix.body, fix] as const] : [])));
  return (
    <>
      <div className="mt-2 overflow-x-auto">
        <table className="w-full text-left text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">Result</th>
              <th scope="col">Permission</th>
              <th scope="col">What was found</th>
            </tr>
          </thead>
          <tbody className="align-top">
            {checks.map(({ name, title, status, detail }) => (
              <tr key={name} className="max-lg:grid max-lg:grid-cols-[auto_1fr]">
                <td className="py-1 pr-2">
                  <CheckIcon status={status} />
                </td>
                <th scope="row" className="py-1 pr-4 font-normal lg:whitespace-nowrap">
                  <code className="[overflow-wrap:anywhere]">{title}</code>
                </th>
                <td className="text-ink-2 [overflow-wrap:anywhere] max-lg:col-start-2 max-lg:pb-2 lg:py-1">
                  {detail}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {[...fixes.values()].map((fix) => (
        <Folded key={fix.body} summary={`What to do: ${fix.title}`}>
          <Fix fix={fix} />
        </Folded>
      ))}
    </>
  );
}

function summary(checks: CheckView[]): string {
  const count = (status: CheckView["status"]) => checks.filter((check) => check.status === status).length;
  const parts = [
    [count("passed"), "there"],
    [count("failed"), "lacking or not seen"],
    [count("warning"), "to look at"],
    [count("waiting"), "not looked at yet"],
    [count("skipped"), "cannot be told yet"],
  ] as const;
  if (count("passed") === checks.length) return `All ${checks.length} are there.`;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${checks.length} permissions: ${told.join(", ")}.`;
}

function Folded({ summary: title, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group mt-1 text-sm">
      <summary className="inline-flex min-h-7 items-center gap-1 rounded-sm text-ink-2 hover:text-ink">
        <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
        {title}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
