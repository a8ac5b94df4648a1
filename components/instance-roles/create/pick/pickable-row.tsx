import Link from "next/link";
import type { PickableRole } from "#lib/instance-roles/pick/view.ts";

type PickableRowProps = { slug: string; role: PickableRole; isPicked: boolean; onToggle: () => void };

/** A role of the account; one that is registered leads to its entry. */
export function PickableRow({ slug, role, isPicked, onToggle }: PickableRowProps) {
  const { name, path, trustsEc2, tags = {}, registered } = role;
  const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const text = (
    <span className="min-w-0 flex-1">
      <span className="font-mono text-sm [overflow-wrap:anywhere]">
        {path}
        {name}
      </span>
      {!trustsEc2 && <span className="block text-sm text-ink-2">Its trust policy does not allow EC2</span>}
      {words.length > 0 && (
        <span className="block text-sm text-ink-3 [overflow-wrap:anywhere]">{words.join(" · ")}</span>
      )}
    </span>
  );
  if (registered) {
    return (
      <li className="flex flex-wrap items-center gap-3 px-3 py-2">
        {text}
        <Link
          href={`/${slug}/instance-roles/${registered.id}`}
          className="rounded-sm text-sm font-medium text-accent underline-offset-2 hover:underline"
        >
          Registered as {registered.name} →
        </Link>
      </li>
    );
  }
  return (
    <li>
      <label className="flex items-start gap-3 px-3 py-2 hover:bg-hover pointer-coarse:py-3">
        <input
          type="checkbox"
          checked={isPicked}
          onChange={onToggle}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        {text}
      </label>
    </li>
  );
}
