"use client";
import { Cloud, Cpu, Fingerprint, PencilRuler, Server } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The sidebar's links. */
const ENTRIES = [
  { path: "instance-roles", label: "Instance roles", icon: Fingerprint },
  { path: "compute-configs", label: "Compute configs", icon: Cpu },
  { path: "ec2-instances", label: "EC2 instances", icon: Server },
  { path: "role-builder", label: "Role builder", icon: PencilRuler },
  { path: "aws-accounts", label: "AWS accounts", icon: Cloud },
] as const;

export function Nav({ slug, onGo }: { slug: string; onGo?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Workspace">
      <ul className="flex flex-col gap-0.5">
        {ENTRIES.map(({ path, label, icon: Icon }) => {
          const href = `/${slug}/${path}`;
          const here = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={path}>
              <Link
                href={href}
                onClick={onGo}
                // Pages are rendered for each request, and prefetching would render them whenever a list changes.
                prefetch={false}
                aria-current={here ? "page" : undefined}
                className="flex h-8 items-center gap-2 rounded-lg px-2 text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-10"
              >
                <Icon size={16} aria-hidden className={here ? "text-accent" : "text-ink-3"} />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
