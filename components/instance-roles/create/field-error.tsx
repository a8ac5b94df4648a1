import Link from "next/link";
import type { FieldProblem } from "./use-registration.ts";

/** What is wrong with a field, and the way to the role that stands in its way. */
export function fieldError(slug: string, problem: FieldProblem | undefined) {
  if (!problem) return undefined;
  return (
    <>
      {problem.message}
      {problem.existing && (
        <>
          {" "}
          <Link
            href={`/${slug}/instance-roles/${problem.existing.id}`}
            className="rounded-sm font-medium underline underline-offset-2"
          >
            Go to {problem.existing.name} →
          </Link>
        </>
      )}
    </>
  );
}
