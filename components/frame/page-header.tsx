import type { ReactNode } from "react";

export function PageHeader({ title, what, action }: { title: string; what: string; action?: ReactNode }) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-4">
      <div>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-0.5 text-ink-2">{what}</p>
      </div>
      {action}
    </header>
  );
}
