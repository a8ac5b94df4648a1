import { CircleAlert, CircleCheck, CircleEqual } from "lucide-react";
import Link from "next/link";
import { Arn } from "#components/ui/arn.tsx";
import type { ImportRowView } from "#lib/instance-roles/import/view.ts";

const VERDICT = {
  accepted: { icon: CircleCheck, word: "Ready", className: "text-ok" },
  rejected: { icon: CircleAlert, word: "To change", className: "text-bad" },
  already_registered: { icon: CircleEqual, word: "Here already", className: "text-ink-2" },
} as const;

type VerdictRowProps = {
  slug: string;
  verdict: ImportRowView;
  onUse: (typed: string, meant: string) => void;
};

export function VerdictRow({ slug, verdict, onUse }: VerdictRowProps) {
  const { row, line, status, name, roleArn, errors = [], existing, meant } = verdict;
  const { icon: Icon, word, className } = VERDICT[status];
  const cell = "px-2 py-2 align-top first:pl-5 last:pr-5 max-md:block max-md:px-5 max-md:py-0.5";
  return (
    <tr className="border-b border-line last:border-0 max-md:block max-md:py-3">
      <td className={`${cell} text-ink-3`}>
        <span className="md:hidden">Row </span>
        {row}
        {line !== undefined && <span className="block text-xs max-md:inline"> line {line}</span>}
      </td>
      <td className={cell}>
        <span className={`flex items-center gap-1.5 font-medium ${className}`}>
          <Icon size={14} aria-hidden className="shrink-0" />
          {word}
        </span>
      </td>
      <td className={`${cell} [overflow-wrap:anywhere]`}>{name}</td>
      <td className={cell}>
        {roleArn && <Arn>{roleArn}</Arn>}
        {errors.map(({ path, message }) => (
          <p key={`${path} ${message}`} className="text-sm text-ink-2 [overflow-wrap:anywhere]">
            {message}
          </p>
        ))}
        {errors.some(({ code }) => code === "account_not_connected") && roleArn && (
          <Link
            href={`/${slug}/aws-accounts/connect?${connecting(slug, roleArn)}`}
            className="rounded-sm text-sm font-medium text-accent underline-offset-2 hover:underline"
          >
            Connect it →
          </Link>
        )}
        {existing && (
          <Link
            href={`/${slug}/instance-roles/${existing.id}`}
            className="rounded-sm text-sm font-medium text-accent underline-offset-2 hover:underline"
          >
            Go to {existing.name} →
          </Link>
        )}
        {meant?.roleArn && roleArn && (
          <button
            type="button"
            onClick={() => onUse(roleArn, meant.roleArn as string)}
            className="rounded-sm text-left text-sm font-medium text-accent underline-offset-2 [overflow-wrap:anywhere] hover:underline"
          >
            Use {meant.roleArn}
          </button>
        )}
      </td>
    </tr>
  );
}

/** The query of the link that connects the account and returns to these rows. */
function connecting(slug: string, roleArn: string): URLSearchParams {
  const [, partition = "", , , accountId = ""] = roleArn.split(":");
  return new URLSearchParams({ accountId, partition, return: `/${slug}/instance-roles/import` });
}
