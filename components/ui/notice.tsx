import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONE = {
  info: { icon: Info, className: "border-line bg-sunken", iconClass: "text-ink-3" },
  warn: { icon: TriangleAlert, className: "border-warn-line bg-warn-soft", iconClass: "text-warn" },
  bad: { icon: CircleAlert, className: "border-bad-line bg-bad-soft", iconClass: "text-bad" },
} as const;

/** A short message in the page. `live`: it has just appeared, and screen readers announce it. */
export function Notice({
  tone = "info",
  live = false,
  children,
}: {
  tone?: keyof typeof TONE;
  live?: boolean;
  children: ReactNode;
}) {
  const { icon: Icon, className, iconClass } = TONE[tone];
  return (
    <div role={live ? "alert" : undefined} className={`flex gap-3 rounded-lg border px-4 py-3 ${className}`}>
      <Icon size={16} className={`mt-0.5 shrink-0 ${iconClass}`} aria-hidden />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
