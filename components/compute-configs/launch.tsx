import Link from "next/link";
import { Document } from "#components/aws-accounts/setup/document.tsx";
import type { LaunchView } from "#lib/compute-configs/view.ts";

const TAKES = {
  role_arn: "the role's ARN",
  role_name: "the role's name",
  profile_arn: "the instance profile's ARN",
  profile_name: "the instance profile's name",
} as const;

type LaunchProps = {
  launch: LaunchView;
  formats: { id: string; title: string }[];
  /** The URL of the page, without a format. */
  address: string;
};

/** Shows the exact launch parameters in the format of the chosen launcher. */
export function Launch({ launch, formats, address }: LaunchProps) {
  return (
    <div className="grid gap-6 lg:grid-cols-[220px_minmax(0,1fr)]">
      <nav aria-label="Launchers">
        <ul className="flex flex-wrap gap-1 lg:flex-col">
          {formats.map(({ id, title }) => (
            <li key={id}>
              <Link
                href={`${address}?format=${id}`}
                scroll={false}
                aria-current={id === launch.format ? "true" : undefined}
                className="flex min-h-8 items-center rounded-lg px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:min-h-10"
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex min-w-0 flex-col gap-4">
        <p className="text-ink-2">
          It takes {TAKES[launch.takes]}:{" "}
          <span className="font-mono text-ink [overflow-wrap:anywhere]">{launch.value}</span>
        </p>
        {launch.snippets.map(({ title, body }) => (
          <Document key={title} title={title} body={body} />
        ))}
      </div>
    </div>
  );
}
