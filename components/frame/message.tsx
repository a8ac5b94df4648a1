import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

type MessageProps = { title: string; action?: ReactNode; children: ReactNode };

/** A full page with one message and the next step. */
export function Message({ title, action, children }: MessageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[480px] flex-col justify-center px-6 py-16">
      <Logo size={28} />
      <MessageBody title={title} action={action}>
        {children}
      </MessageBody>
    </main>
  );
}

/** The same inside a workspace's layout. */
export function MessageBody({ title, action, children }: MessageProps) {
  return (
    <div className="max-w-[56ch] py-6">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2 text-ink-2 [overflow-wrap:anywhere]">{children}</p>
      {action && <div className="mt-6 flex gap-2">{action}</div>}
    </div>
  );
}
