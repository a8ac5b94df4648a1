import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { counted } from "#lib/counted.ts";
import type { ImportView } from "#lib/instance-roles/import/view.ts";

export function RecentImports({ slug, imports }: { slug: string; imports: ImportView[] }) {
  if (imports.length === 0) return null;
  return (
    <section aria-labelledby="recent" className="mt-10">
      <h2 id="recent" className="mb-2 font-semibold">
        Earlier imports
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {imports.map((each) => (
          <li
            key={each.id}
            className="relative flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3 hover:bg-hover"
          >
            <Link
              href={`/${slug}/instance-roles/import/${each.id}`}
              className="font-medium after:absolute after:inset-0 after:content-['']"
            >
              {counted(each.rows, "row")}
            </Link>
            <span className="text-ink-2">{summary(each)}</span>
            <span className="text-sm text-ink-3">
              {each.createdBy}, <RelativeTime at={each.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function summary({ progress, rejected, alreadyRegistered }: ImportView): string {
  const parts: [number, string][] = [
    [progress.active, "Active"],
    [progress.failed, "failed"],
    [progress.registering + progress.waiting, "in progress"],
    [rejected, "refused"],
    [alreadyRegistered, "here already"],
  ];
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString("en")} ${word}`);
  return said.join(" · ") || "nothing left of it";
}
