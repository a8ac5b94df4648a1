"use client";

/** The password of the demo's users, which the seed creates in the sandbox only. */
export const DEMO_PASSWORD = "rolecall-demo";

const ACCOUNTS = [
  { email: "admin@acme.test", what: "Admin of Acme" },
  { email: "member@acme.test", what: "Member of Acme, looks and does not change" },
  { email: "admin@globex.test", what: "Admin of Globex, another workspace" },
] as const;

export function DemoAccounts({ onPick }: { onPick: (email: string) => void }) {
  return (
    <section aria-labelledby="demo" className="mt-8 border-t border-line pt-6">
      <h2 id="demo" className="font-medium">
        Demo accounts
      </h2>
      <p className="mt-1 text-sm text-ink-2">
        One click fills them in. The password is <code className="text-ink">{DEMO_PASSWORD}</code>.
      </p>
      <ul className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
        {ACCOUNTS.map(({ email, what }) => (
          <li key={email}>
            <button
              type="button"
              onClick={() => onPick(email)}
              className="flex w-full flex-col rounded-lg px-4 py-2 text-left -outline-offset-2 hover:bg-hover"
            >
              <span className="font-medium">{email}</span>
              <span className="text-sm text-ink-2">{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
