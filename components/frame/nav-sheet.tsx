"use client";
import { Modal } from "#components/ui/dialog.tsx";
import type { AwsMode } from "./aws-mode.ts";
import { Nav } from "./nav.tsx";
import { SidebarFoot } from "./sidebar-foot.tsx";

type NavSheetProps = { slug: string; awsMode: AwsMode; open: boolean; onClose: () => void };

export function NavSheet({ slug, awsMode, open, onClose }: NavSheetProps) {
  return (
    <Modal title="Rolecall" place="start" open={open} onClose={onClose}>
      <div className="flex flex-1 flex-col justify-between px-4 pb-6">
        <Nav slug={slug} onGo={onClose} />
        <SidebarFoot awsMode={awsMode} />
      </div>
    </Modal>
  );
}
