import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { STEPS } from "#lib/failures/step.ts";
import { isSettled } from "#lib/instance-roles/status.ts";
import type { ListedRole } from "./listed-role.ts";
import { Cell } from "./row-cell.tsx";
import { useNoWorker } from "./use-no-worker.ts";
import { Waiting } from "./waiting.tsx";
import { NO_WORKER } from "./words.ts";

type RowNoteProps = { role: ListedRole; href: string };

/** The second line of a row: why the role failed, its progress and what it waits for, or its description. */
export function RowNote({ role, href }: RowNoteProps) {
  const noWorker = useNoWorker(!isSettled(role.status));
  if (role.status === "FAILED" && role.failure) {
    return (
      <Note>
        <span className="min-w-0 text-ink-2">{role.failure.title}</span>
        <Link
          href={href}
          prefetch={false}
          className="relative -mb-1 shrink-0 rounded-sm pb-1 font-medium text-accent hover:underline"
        >
          {CAN_BE_FIXED[role.failure.actor] ? "Fix it" : "See why"} <span aria-hidden>→</span>
          <span className="sr-only">: {role.name}</span>
        </Link>
      </Note>
    );
  }
  if (role.notChecked) {
    return (
      <Note>
        <span className="min-w-0 truncate text-warn narrow:whitespace-normal">
          Not checked since <RelativeTime at={role.notChecked.since} />: its AWS account fails its checks
        </span>
      </Note>
    );
  }
  if (noWorker) {
    return (
      <Note>
        <span className="min-w-0 text-warn">{NO_WORKER}</span>
      </Note>
    );
  }
  if (role.waiting) {
    return (
      <Note>
        <span
          className="min-w-0 truncate text-warn first-letter:uppercase narrow:whitespace-normal"
          title={`Waiting for ${role.waiting.for}`}
        >
          <Waiting waiting={role.waiting} />
        </span>
      </Note>
    );
  }
  if (role.status === "REGISTERING" && role.step) {
    return <Note>{`step ${STEPS.indexOf(role.step) + 1} of ${STEPS.length}`}</Note>;
  }
  return (
    <>
      <Cell className="narrow:hidden" />
      <Cell className="truncate text-ink-2 narrow:order-5 narrow:col-span-3">{role.description}</Cell>
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <td colSpan={2} className="px-2 pb-2 narrow:order-5 narrow:col-span-3 narrow:p-0">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 pl-[22px]">{children}</p>
    </td>
  );
}

/** Whether a failure has a fix that somebody on the customer's side can apply. */
const CAN_BE_FIXED = {
  you: true,
  role_owner: true,
  org_admin: true,
  operator: false,
  nobody: false,
} as const;
