import { ButtonLink } from "#components/ui/button.tsx";

export function NoAccounts({ slug, mayConnect }: { slug: string; mayConnect: boolean }) {
  return (
    <section aria-labelledby="none" className="rounded-lg border border-line bg-surface px-6 py-8 md:px-10">
      <h2 id="none" className="text-lg font-semibold">
        No AWS account is connected yet
      </h2>
      <p className="mt-1 max-w-[64ch] text-ink-2">
        Connecting takes one visit to AWS: you create one role that Rolecall may use, with an external ID only
        this workspace has. Rolecall then proves that the connection works, and that nobody gets in without
        that ID. No access keys change hands.
      </p>
      <div className="mt-6">
        {mayConnect ? (
          <ButtonLink kind="primary" href={`/${slug}/aws-accounts/connect`}>
            Connect AWS account
          </ButtonLink>
        ) : (
          <p className="text-ink-2">An admin of this workspace can connect the first one.</p>
        )}
      </div>
    </section>
  );
}
