"use client";
/** Signs in and out through next-auth's routes, without its client library. */
import { say } from "#components/ui/say.ts";

/**
 * Signs in.
 * @returns whether it succeeded; the session cookie is then set
 */
export async function signIn(email: string, password: string): Promise<boolean> {
  const response = await post("/api/auth/callback/credentials", { email, password });
  return response.ok;
}

export async function signOut(): Promise<void> {
  const response = await post("/api/auth/signout", {}).catch(() => null);
  if (!response?.ok) return say("Rolecall cannot be reached. You are still signed in.");
  // A full page load, so that nothing of the session stays in the tab.
  window.location.assign("/signin");
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  return fetch(path, { method: "POST", body: new URLSearchParams({ ...fields, csrfToken, json: "true" }) });
}
