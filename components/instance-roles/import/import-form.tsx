"use client";
import { useRouter } from "next/navigation";
import { ProblemWords } from "#components/problem-words.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { Preview } from "./preview.tsx";
import { Sending } from "./sending.tsx";
import { Source } from "./source.tsx";
import { useImport } from "./use-import.ts";

/** The import form: paste rows, see each one's verdict, then import. Nothing is written before. */
export function ImportForm({ slug }: { slug: string }) {
  const router = useRouter();
  const form = useImport(slug, (id) => router.push(`/${slug}/instance-roles/import/${id}#progress`));
  return (
    <div className="flex flex-col gap-6">
      <Source form={form} />
      {form.problem && (
        <Notice tone="bad" live>
          <ProblemWords problem={form.problem} />
          {form.problem.columns && form.problem.columns.length > 0 && (
            <div className="mt-3">
              <ColumnChoice form={form} columns={form.problem.columns} />
            </div>
          )}
        </Notice>
      )}
      <Sending form={form} />
      {form.preview && <Preview slug={slug} form={form} preview={form.preview} />}
    </div>
  );
}
