"use client";
/** Signing in and out through next-auth's own routes, without its client library. */
import { say } from "#components/ui/say.ts";

/** @returns whether it went well; then the session cookie is set */
export async function signIn(email: string, password: string): Promise<boolean> {
  const response = await post("/api/auth/callback/credentials", { email, password });
  return response.ok;
}

export async function signOut(): Promise<void> {
  const response = await post("/api/auth/signout", {}).catch(() => null);
  if (!response?.ok) return say("Rolecall cannot be reached. You are still signed in.");
  // Loaded anew, so that nothing of the session stays in the tab.
  window.location.assign("/signin");
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  return fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) });
}
