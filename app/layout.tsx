import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ThemeProvider } from "#components/frame/theme.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { env } from "#lib/env.ts";

export const metadata: Metadata = {
  title: { default: "Rolecall", template: "%s · Rolecall" },
  description: "Register the AWS IAM roles that your clusters run as.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfc" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1013" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme's script sets the class before the first paint, which the server could not know.
    <html
      lang="en"
      data-aws-mode={env().ROLECALL_AWS}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <ThemeProvider attribute="class" enableSystem disableTransitionOnChange {...(nonce && { nonce })}>
          {/* A stacking context of its own: what opens over the page stays over all of it. */}
          <div className="isolate">{children}</div>
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}
