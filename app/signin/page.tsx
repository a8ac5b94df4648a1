import { redirect } from "next/navigation";
import { Logo } from "#components/frame/logo.tsx";
import { ModeBanner } from "#components/frame/mode-banner.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { currentUser } from "#lib/auth/session.ts";
import { env } from "#lib/env.ts";

export const metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<{ callbackUrl?: string }> };

export default async function SignInPage({ searchParams }: PageProps) {
  const next = localPath((await searchParams).callbackUrl);
  if (await currentUser()) redirect(next);
  const mode = env().ROLECALL_AWS;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center px-6 py-16">
      <Logo size={28} />
      <h1 className="mt-4 text-xl font-semibold">Sign in to Rolecall</h1>
      <p className="mt-1 mb-8 text-ink-2">Register the AWS IAM roles that your clusters run as.</p>
      <ModeBanner mode={mode} />
      <SignInForm next={next} isSandbox={mode === "sandbox"} />
    </main>
  );
}

/** Returns the path to go to after signing in. Only local paths: a link to another site could be phishing. */
function localPath(asked: unknown): string {
  return typeof asked === "string" && /^\/(?![/\\])/.test(asked) ? asked : "/";
}
