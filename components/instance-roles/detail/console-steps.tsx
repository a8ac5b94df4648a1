import { ExternalLink } from "lucide-react";
import { buttonClass } from "#components/ui/button.tsx";

type ConsoleStepsProps = { url?: string; steps: string[] };

/** Steps in the AWS console, with a link to the first page. */
export function ConsoleSteps({ url, steps }: ConsoleStepsProps) {
  return (
    <div className="flex flex-col items-start gap-3 border-b border-line px-4 py-3">
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {steps.map((step) => (
          <li key={step} className="max-w-[80ch] pl-1 [overflow-wrap:anywhere]">
            {step}
          </li>
        ))}
      </ol>
      {url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className={buttonClass("secondary", "bg-bg in-data-[aws-mode=sandbox]:hidden")}
        >
          Open in the AWS console
          <ExternalLink size={14} aria-hidden />
        </a>
      )}
      <p className="hidden text-sm text-ink-2 in-data-[aws-mode=sandbox]:block">
        The sandbox has no console. With a real AWS account, a button here opens this page.
      </p>
    </div>
  );
}
