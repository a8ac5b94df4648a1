import { Term } from "#components/guide/term.tsx";

export type RequiredPolicyWords = { name: string; why: string };

/** Describes what Create does in AWS, beforehand. */
export function WhatWillHappen({ policies }: { policies: RequiredPolicyWords[] }) {
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <section aria-labelledby="what-will-happen" className="rounded-lg border border-line bg-sunken px-4 py-3">
      <h3 id="what-will-happen" className="font-medium">
        What will happen
      </h3>
      <p className="mt-1 text-ink-2">
        Rolecall attaches {count} to the role where they are missing, makes an{" "}
        <Term name="instance-profile">instance profile</Term> if there is none, and checks that EC2 may use
        the role. It can all be undone.
      </p>
      <details className="group mt-2">
        <summary className="inline-flex rounded-sm text-accent hover:underline">
          <span className="group-open:hidden">Show the {count}</span>
          <span className="hidden group-open:inline">Hide the {count}</span>
        </summary>
        <dl className="mt-2 flex flex-col gap-2 text-sm">
          {policies.map(({ name, why }) => (
            <div key={name}>
              <dt className="font-mono break-all">{name}</dt>
              <dd className="text-ink-2">{why}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
