"use client";
import { useEffect } from "react";
import { Modal } from "#components/ui/dialog.tsx";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import { HowItWorks } from "./how-it-works.tsx";
import { Keys } from "./keys.tsx";
import type { OpenGuide } from "./open-guide.ts";
import { TERMS, type TermName } from "./terms.ts";

type GuideProps = { role: WorkspaceRole; open: OpenGuide; onClose: () => void };

/** How Rolecall works, in one picture, the words of the field, and the keys. */
export function Guide({ role, open, onClose }: GuideProps) {
  const term = open?.term;
  useEffect(() => {
    if (!term) return;
    // After the dialog has given the focus to itself.
    const later = requestAnimationFrame(() => {
      const place = document.getElementById(idOf(term));
      place?.scrollIntoView({ block: "start" });
      place?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(later);
  }, [term]);
  return (
    <Modal title="Guide" place="side" open={open !== null} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-8 overflow-y-auto px-6 pb-8">
        <section aria-labelledby="guide-how">
          <h3 id="guide-how" className="mb-2 font-semibold">
            How it works
          </h3>
          <HowItWorks />
        </section>
        <section aria-labelledby="guide-words">
          <h3 id="guide-words" className="mb-2 font-semibold">
            Ten words
          </h3>
          <dl className="divide-y divide-line rounded-lg border border-line">
            {(Object.keys(TERMS) as TermName[]).map((name) => (
              <div
                key={name}
                id={idOf(name)}
                tabIndex={-1}
                className={`scroll-mt-2 px-4 py-3 -outline-offset-2 ${name === term ? "bg-accent-soft" : ""}`}
              >
                <dt className="font-medium">{TERMS[name].title}</dt>
                <dd className="mt-0.5 text-ink-2">{TERMS[name].words}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="guide-keys">
          <h3 id="guide-keys" className="mb-2 font-semibold">
            Keys
          </h3>
          <Keys role={role} />
        </section>
      </div>
    </Modal>
  );
}

const idOf = (name: TermName) => `guide-${name}`;
