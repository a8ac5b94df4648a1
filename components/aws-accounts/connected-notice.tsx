import { ButtonLink } from "#components/ui/button.tsx";

/** The end of the wizard: a link back to the page it was opened from, or to registering the first role. */
export function ConnectedNotice({ slug, returnTo }: { slug: string; returnTo?: string | undefined }) {
  return (
    <section
      aria-labelledby="connected"
      id="connected-now"
      tabIndex={-1}
      className="flex flex-wrap items-center justify-between gap-4 rounded-lg border border-line bg-ok-soft px-5 py-4"
    >
      <div>
        <h2 id="connected" className="font-semibold text-ok">
          The account is connected
        </h2>
        <p className="mt-0.5 text-ink-2">
          Rolecall gets in with the external ID, and nobody does without it. It goes on checking.
        </p>
      </div>
      <ButtonLink kind="primary" href={returnTo ?? `/${slug}/instance-roles?create=1`}>
        {returnTo ? "Back to the form" : "Create Instance Role"}
      </ButtonLink>
    </section>
  );
}
