"use client";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useTold } from "../live.ts";
import { type Bulk, setBulk, useBulk } from "./bulk.ts";
import { bulkWords } from "./bulk-words.ts";

/** One line over the list that counts what comes of many roles at once, until it is put away. */
export function BulkOutcome() {
  const bulk = useBulk();
  return bulk && <Outcome key={bulk.roles.map(({ version }) => version).join()} bulk={bulk} />;
}

function Outcome({ bulk }: { bulk: Bulk }) {
  const told = useTold(bulk.roles.map(({ id }) => id));
  const line = useRef<HTMLOutputElement>(null);
  // The bar with the button that was pressed is gone.
  useEffect(() => {
    line.current?.scrollIntoView({ block: "nearest" });
    line.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="mt-3 flex items-center justify-between gap-4 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-4">
      <output ref={line} tabIndex={-1} aria-label="Outcome" className="scroll-mt-16 font-medium">
        {bulkWords(bulk, told)}
      </output>
      <IconButton label="Put away" onClick={() => setBulk(undefined)}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
