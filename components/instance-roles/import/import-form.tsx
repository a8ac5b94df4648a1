"use client";
import { useRouter } from "next/navigation";
import { ProblemWords } from "#components/problem-words.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Preview } from "./preview.tsx";
import { Source } from "./source.tsx";
import { useImport } from "./use-import.ts";

/** Give the rows, see what becomes of each, then go. Nothing is written before. */
export function ImportForm({ slug }: { slug: string }) {
  const router = useRouter();
  const form = useImport(slug, (id) => router.push(`/${slug}/instance-roles/import/${id}`));
  return (
    <div className="flex flex-col gap-6">
      <Source form={form} />
      {form.problem && (
        <Notice tone="bad" live>
          <ProblemWords problem={form.problem} />
        </Notice>
      )}
      <output className="sr-only">{form.busy === "checking" ? "Checking the rows" : ""}</output>
      {form.preview && <Preview slug={slug} form={form} preview={form.preview} />}
    </div>
  );
}
