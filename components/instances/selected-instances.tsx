"use client";
import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { counted } from "#lib/counted.ts";
import type { InstanceView } from "#lib/instances/view.ts";

type SelectedInstancesProps = {
  chosen: InstanceView[];
  onDo(what: "attach" | "detach"): void;
  onClear(): void;
};

/** What can be done with the selected machines. It stays at the foot of the window while the list is scrolled. */
export function SelectedInstances({ chosen, onDo, onClear }: SelectedInstancesProps) {
  const isOneRegion = new Set(chosen.map(({ region }) => region)).size === 1;
  const carrying = chosen.some(({ instanceProfileArn }) => instanceProfileArn);
  return (
    <section
      aria-label="Selected machines"
      className="sticky bottom-4 z-[5] mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-field bg-surface py-2 pr-2 pl-4"
    >
      <output className="mr-2 font-medium">{counted(chosen.length, "machine")} selected</output>
      {isOneRegion ? (
        <>
          <Button kind="primary" onClick={() => onDo("attach")}>
            Attach role…
          </Button>
          {carrying && <Button onClick={() => onDo("detach")}>Take role off…</Button>}
        </>
      ) : (
        <span className="text-ink-2">Select machines of one Region: EC2 changes each Region by itself.</span>
      )}
      <IconButton label="Select nothing" onClick={onClear}>
        <X size={16} aria-hidden />
      </IconButton>
    </section>
  );
}
