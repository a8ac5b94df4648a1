import type { AwsMode } from "./aws-mode.ts";
import { Nav } from "./nav.tsx";
import { SidebarFoot } from "./sidebar-foot.tsx";

export function Sidebar({ slug, awsMode }: { slug: string; awsMode: AwsMode }) {
  return (
    <aside
      aria-label="Sidebar"
      className="sticky top-12 flex h-[calc(100dvh-48px)] flex-col justify-between border-r border-line px-3 py-4 max-md:hidden"
    >
      <Nav slug={slug} />
      <SidebarFoot awsMode={awsMode} />
    </aside>
  );
}
