"use client";
import { type FormEvent, useRef, useState } from "react";
import { signIn } from "#components/frame/session.ts";
import { Button } from "#components/ui/button.tsx";
import { FormField, inputClass } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { DEMO_PASSWORD, DemoAccounts } from "./demo-accounts.tsx";

export function SignInForm({ next, isSandbox }: { next: string; isSandbox: boolean }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"idle" | "sending" | "refused" | "unreachable">("idle");

  async function submit(event: FormEvent) {
    event.preventDefault();
    setState("sending");
    const signedIn = await signIn(email, password).catch(() => null);
    if (signedIn) return window.location.assign(next);
    setState(signedIn === null ? "unreachable" : "refused");
    if (signedIn === false) passwordField.current?.select();
  }

  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {state === "refused" && (
          <Notice tone="bad" live>
            Wrong e-mail or password. After ten attempts in five minutes, wait a little.
          </Notice>
        )}
        {state === "unreachable" && (
          <Notice tone="bad" live>
            Rolecall did not answer. Check the connection and sign in again.
          </Notice>
        )}
        <FormField
          name="email"
          label="Email"
          control={
            <input
              type="email"
              required
              autoComplete="username"
              value={email}
              onChange={({ target }) => setEmail(target.value)}
              className={`${inputClass} field-size`}
            />
          }
        />
        <FormField
          name="password"
          label="Password"
          control={
            <input
              ref={passwordField}
              type="password"
              required
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
              className={`${inputClass} field-size`}
            />
          }
        />
        <Button kind="primary" type="submit" busy={state === "sending"}>
          {state === "sending" ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {isSandbox && (
        <DemoAccounts
          onPick={(picked) => {
            setEmail(picked);
            setPassword(DEMO_PASSWORD);
          }}
        />
      )}
    </>
  );
}
