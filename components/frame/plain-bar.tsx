import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { Logo } from "./logo.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

/** The bar over a page that belongs to no workspace, with the way back to one's own. */
export function PlainBar() {
  return (
    <header className="sticky top-0 z-10 flex h-12 items-center justify-between border-b border-line bg-bg px-4 md:px-6">
      <div className="flex items-center gap-4">
        <Link href="/" className="flex items-center gap-2 rounded-lg px-1.5 py-1 font-semibold">
          <Logo />
          <span>Rolecall</span>
        </Link>
        <Link
          href="/"
          className="inline-flex items-center gap-1.5 rounded-sm px-1 text-sm text-ink-2 hover:text-ink"
        >
          <ArrowLeft size={14} aria-hidden /> Your workspace
        </Link>
      </div>
      <ThemeToggle />
    </header>
  );
}
