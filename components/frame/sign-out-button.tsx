"use client";
import { LogOut } from "lucide-react";
import { signOut } from "./session.ts";

export function SignOutButton({ className }: { className: string }) {
  return (
    <button type="button" className={className} onClick={signOut}>
      <LogOut size={14} className="text-ink-3" aria-hidden />
      Sign out
    </button>
  );
}
