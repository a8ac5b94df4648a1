"use client";
import { Circle, CircleDashed, CircleStop } from "lucide-react";
import Link from "next/link";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { InstanceView } from "#lib/instances/view.ts";

type InstanceRowProps = {
  slug: string;
  instance: InstanceView;
  isSelected: boolean;
  onToggle: (() => void) | undefined;
};

export function InstanceRow({ slug, instance, isSelected, onToggle }: InstanceRowProps) {
  const { instanceId, name, region, type, az } = instance;
  return (
    <li className={`flex gap-2 px-4 py-3 ${isSelected ? "bg-hover" : ""}`}>
      {onToggle && (
        <Checkbox
          label={`Select ${name ?? instanceId}`}
          checked={isSelected}
          onChange={onToggle}
          className="-my-1.5 -ml-2 shrink-0"
        />
      )}
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 md:grid-cols-[minmax(0,5fr)_minmax(0,2fr)_minmax(0,3fr)_minmax(0,4fr)]">
        <div className="min-w-0 [overflow-wrap:anywhere]">
          {name && <div className="font-medium">{name}</div>}
          <div className="font-mono text-sm text-ink-2">{instanceId}</div>
        </div>
        <InstanceState state={instance.state} />
        <p className="text-sm text-ink-2">
          {type} · {az || region}
        </p>
        <CarriedRole slug={slug} instance={instance} />
      </div>
    </li>
  );
}

/** A shape and a word: the colour says it once more. */
function InstanceState({ state }: { state: string }) {
  const Icon = state === "running" ? Circle : state === "stopped" ? CircleStop : CircleDashed;
  return (
    <p className="flex items-start gap-1.5 text-sm">
      <Icon
        size={14}
        aria-hidden
        className={`mt-[3px] shrink-0 ${state === "running" ? "fill-current text-ok" : "text-ink-3"}`}
      />
      {state}
    </p>
  );
}

function CarriedRole({ slug, instance }: { slug: string; instance: InstanceView }) {
  const { instanceProfileArn, instanceRoleId, roleName, association } = instance;
  if (!instanceProfileArn) return <p className="text-sm text-ink-3">No role</p>;
  const moving = association && association.state !== "associated" ? `${association.state}…` : null;
  return (
    <div className="min-w-0 text-sm [overflow-wrap:anywhere]">
      {instanceRoleId ? (
        <Link
          href={`/${slug}/instance-roles/${instanceRoleId}`}
          className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
        >
          {roleName}
        </Link>
      ) : (
        <span className="text-ink-2">
          {instanceProfileArn.split(":instance-profile/").at(-1)}
          <span className="block text-ink-3">an instance profile whose role is not registered here</span>
        </span>
      )}
      {moving && <span className="block text-ink-3">{moving}</span>}
    </div>
  );
}
