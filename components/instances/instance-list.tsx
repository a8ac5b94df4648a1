"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { InstanceView } from "#lib/instances/view.ts";
import { InstanceRow } from "./instance-row.tsx";
import type { InstanceSearch } from "./search.ts";

type InstanceListProps = {
  slug: string;
  items: InstanceView[];
  search: InstanceSearch;
  selected: ReadonlySet<string>;
  /** Left out where nothing can be done with them. */
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
};

/** The machines as rows; as cards on a phone. */
export function InstanceList({ slug, items, search, selected, onSelect }: InstanceListProps) {
  if (items.length === 0) return <NoMachines search={search} />;
  const all = items.map(({ instanceId }) => instanceId);
  const isAll = all.every((id) => selected.has(id));

  function toggle(id: string) {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect?.(next);
  }

  return (
    <section aria-label="Machines">
      {onSelect && (
        <p className="mb-1 flex items-center gap-1 text-sm text-ink-2">
          <Checkbox
            label={`Select all ${items.length} machines shown`}
            checked={isAll}
            onChange={() => onSelect(new Set(isAll ? [] : all))}
          />
          <span aria-hidden>Select all {items.length} shown</span>
        </p>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {items.map((instance) => (
          <InstanceRow
            key={`${instance.region} ${instance.instanceId}`}
            slug={slug}
            instance={instance}
            isSelected={selected.has(instance.instanceId)}
            onToggle={onSelect && (() => toggle(instance.instanceId))}
          />
        ))}
      </ul>
    </section>
  );
}

function NoMachines({ search }: { search: InstanceSearch }) {
  const isFiltered = search.q !== "" || search.state !== "" || search.role !== "";
  return (
    <section aria-labelledby="empty" className="rounded-lg border border-line bg-surface px-6 py-8">
      <h2 id="empty" className="text-lg font-semibold">
        {isFiltered ? "No machine is like that" : "No machines"} in {search.region.replaceAll(",", ", ")}
      </h2>
      <p className="mt-1 max-w-[60ch] text-ink-2">
        {isFiltered
          ? "Search for less, or look in another Region. A search finds a part of the tag Name, or the beginning of an instance ID."
          : "EC2 knows none here. Machines are regional: choose another Region above."}
      </p>
    </section>
  );
}
