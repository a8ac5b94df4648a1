"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ImportRowView } from "#lib/instance-roles/import/view.ts";
import { VerdictRow } from "./verdict-row.tsx";

/** The number of rows shown at first. */
const AT_ONCE = 100;
const MORE = 500;

type VerdictTableProps = {
  slug: string;
  verdicts: ImportRowView[];
  onUse: (typed: string, meant: string) => void;
};

/** Shows verdicts as a table, or as cards on a phone. */
export function VerdictTable({ slug, verdicts, onUse }: VerdictTableProps) {
  const [most, setMost] = useState(AT_ONCE);
  const shown = verdicts.slice(0, most);
  const left = verdicts.length - shown.length;
  if (verdicts.length === 0) return <p className="px-5 py-4 text-ink-2">None.</p>;
  return (
    <>
      <table aria-label="Rows" className="w-full table-fixed border-collapse max-md:block">
        <thead className="max-md:hidden">
          <tr className="border-b border-line text-left text-xs text-ink-3">
            <Head className="w-[72px]">Row</Head>
            <Head className="w-[136px]">Verdict</Head>
            <Head className="w-[24%]">Name</Head>
            <Head>Role</Head>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {shown.map((verdict) => (
            <VerdictRow key={verdict.row} slug={slug} verdict={verdict} onUse={onUse} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <div className="border-t border-line px-5 py-3">
          <Button onClick={() => setMost(most + MORE)}>
            Show {Math.min(MORE, left).toLocaleString("en")} more of {left.toLocaleString("en")}
          </Button>
        </div>
      )}
    </>
  );
}

function Head({ className = "", children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`h-9 px-2 font-medium first:pl-5 last:pr-5 ${className}`}>
      {children}
    </th>
  );
}
