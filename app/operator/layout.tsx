import type { ReactNode } from "react";
import { PlainBar } from "#components/frame/plain-bar.tsx";

export default function OperatorLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PlainBar />
      {children}
    </>
  );
}
