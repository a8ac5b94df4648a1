import { TabbedPanels } from "#components/ui/tabs.tsx";
import type { FailureView } from "#lib/failures/view.ts";
import { Fix } from "./fix.tsx";

/** Shows the fixes of a failure in tabs. */
export function Fixes({ fixes }: Pick<FailureView, "fixes">) {
  return (
    <TabbedPanels
      label="Ways to fix it"
      tabs={fixes.map((fix) => ({ title: fix.title, panel: <Fix fix={fix} /> }))}
    />
  );
}
