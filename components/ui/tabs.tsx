"use client";
import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export type TabOf = { title: string; panel: ReactNode };

/** Tabs for one content in several formats. Titles are used as keys, so each must be unique. */
export function TabbedPanels({ label, tabs }: { label: string; tabs: TabOf[] }) {
  return (
    <Tabs.Root defaultValue={tabs[0]?.title}>
      <Tabs.List aria-label={label} className="relative flex gap-4 overflow-x-auto border-b border-line">
        {tabs.map(({ title }) => (
          <Tabs.Tab
            key={title}
            value={title}
            className="-mb-px h-9 shrink-0 border-b-2 border-transparent px-0.5 text-ink-2 -outline-offset-2 transition-colors hover:text-ink data-active:border-accent data-active:text-ink"
          >
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ title, panel }) => (
        <Tabs.Panel key={title} value={title} className="pt-4 outline-offset-4">
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
