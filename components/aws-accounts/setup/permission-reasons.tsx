import { ChevronRight } from "lucide-react";
import { connectionPermissions } from "#lib/setup-documents/permissions.ts";
import type { Setup } from "#lib/setup-documents/setup.ts";
import { TRUST_STATEMENTS } from "#lib/setup-documents/trust-policy.ts";

/** Lists the connection role's permissions with their resources and reasons, for whoever approves them. */
export function PermissionReasons({ setup, open = false }: { setup: Setup; open?: boolean }) {
  const permissions = connectionPermissions(setup);
  const count = permissions
    .filter(({ deniesOthers }) => !deniesOthers)
    .reduce((sum, { actions }) => sum + actions.length, 0);
  return (
    <details open={open} className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-10 items-center gap-2 rounded-lg px-4 py-2 font-medium -outline-offset-2 hover:bg-hover">
        <ChevronRight size={14} className="shrink-0 transition-transform group-open:rotate-90" aria-hidden />
        What the role may do, and why ({count} permissions)
      </summary>
      <div className="divide-y divide-line border-t border-line">
        <section aria-label="Trust policy" className="px-4 py-3">
          <p className="font-medium">Who may use the role: Rolecall, with this external ID.</p>
          <ul className="mt-2 flex max-w-[88ch] flex-col gap-1 text-sm">
            {TRUST_STATEMENTS.map(({ action, why }) => (
              <li key={action} className="[overflow-wrap:anywhere]">
                <code>{action}</code> <span className="text-ink-2">{why}</span>
              </li>
            ))}
          </ul>
        </section>
        {permissions.map(({ sid, why, actions, resources, condition, deniesOthers }) => (
          <section key={sid} aria-label={sid} className="px-4 py-3">
            <p className="max-w-[88ch] font-medium">{why}</p>
            <p className="mt-0.5 font-mono text-xs text-ink-3 [overflow-wrap:anywhere]">
              {deniesOthers && "denied everything but these, "}on {resources.join(", ")}
              {condition && `, only if ${conditionInWords(condition)}`}
            </p>
            <ul className="mt-2 grid gap-x-6 gap-y-1 text-sm lg:grid-cols-2">
              {actions.map(({ action, why: reason }) => (
                <li key={action} className="[overflow-wrap:anywhere]">
                  <code>{action}</code> <span className="text-ink-2">{reason}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

/** Returns a condition in words, such as `iam:PassedToService is ec2.amazonaws.com`. */
function conditionInWords(condition: object): string {
  return Object.values(condition)
    .flatMap((keys) => Object.entries(keys as Record<string, string | string[]>))
    .map(([key, values]) => {
      const list = Array.isArray(values) ? values : [values];
      return list.length === 1 ? `${key} is ${list[0]}` : `${key} is one of ${list.join(", ")}`;
    })
    .join(" and ");
}
