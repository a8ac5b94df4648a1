import { type BrowserProblem, SIGNED_OUT } from "./send.ts";

/** Shows a refusal's text. Links open in another tab, so that this one keeps what was typed. */
export function ProblemWords({ problem }: { problem: Pick<BrowserProblem, "code" | "detail"> }) {
  if (problem.code !== SIGNED_OUT.code) return problem.detail;
  return (
    <>
      You are signed out.{" "}
      <a
        href="/signin"
        target="_blank"
        rel="noopener"
        className="rounded-sm font-medium underline underline-offset-2"
      >
        Sign in in a new tab
      </a>
      , then send again.
    </>
  );
}
