import Link from "next/link";
import type { FieldProblem } from "#components/field-problems.ts";
import { ConnectLink } from "./connect-link.tsx";

/** Shows a field's error with a link to the conflicting role, or to connecting the account. */
export function fieldError(slug: string, problem: FieldProblem | undefined, roleArn = "") {
  if (!problem) return undefined;
  return (
    <>
      {problem.message}
      {problem.awsAccount && (
        <>
          {" "}
          <ConnectLink slug={slug} account={problem.awsAccount} roleArn={roleArn} />
        </>
      )}
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
