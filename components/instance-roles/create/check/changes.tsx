import { Check, Plus } from "lucide-react";
import type { CheckView } from "#lib/instance-roles/check-view.ts";
import { nameInArn } from "#lib/instance-roles/role-arn.ts";

const WOULD = {
  attach_policy: "attach",
  create_profile: "make the instance profile",
  add_role_to_profile: "put the role into its instance profile",
} as const satisfies Record<CheckView["would"][number]["kind"], string>;

const THERE = {
  policy: "attached already",
  profile: "instance profile, there already",
  role_in_profile: "the role is in it already",
} as const satisfies Record<CheckView["alreadyThere"][number]["kind"], string>;

/** What registering would write in AWS, and what it would find done. */
export function Changes({ view: { found, would, alreadyThere } }: { view: CheckView }) {
  if (!found) return null;
  return (
    <div className="rounded-lg border border-line bg-sunken px-4 py-3">
      <h4 className="font-medium">
        {would.length === 0 ? "Everything is in place: nothing would be changed" : "What would be changed"}
      </h4>
      <ul className="mt-1.5 flex flex-col gap-1 text-sm">
        {would.map(({ kind, target }) => (
          <Line key={`${kind} ${target}`} name={nameInArn(target)} what={WOULD[kind]} isToDo />
        ))}
        {alreadyThere.map(({ kind, target }) => (
          <Line key={`${kind} ${target}`} name={nameInArn(target)} what={THERE[kind]} />
        ))}
      </ul>
    </div>
  );
}

function Line({ name, what, isToDo = false }: { name: string; what: string; isToDo?: boolean }) {
  const Icon = isToDo ? Plus : Check;
  return (
    <li className="flex gap-2">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${isToDo ? "text-accent" : "text-ok"}`} />
      <span className="min-w-0">
        <span className="font-mono break-all">{name}</span> <span className="text-ink-2">{what}</span>
      </span>
    </li>
  );
}
