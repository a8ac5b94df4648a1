import { ButtonLink } from "#components/ui/button.tsx";

/** Explains compute configs while there are none. */
export function NoConfigs({ slug, mayCreate }: { slug: string; mayCreate: boolean }) {
  return (
    <section aria-labelledby="empty" className="rounded-lg border border-line bg-surface px-6 py-8 md:px-10">
      <h2 id="empty" className="text-lg font-semibold">
        No compute config yet
      </h2>
      <p className="mt-1 max-w-[60ch] text-ink-2">
        A compute config says what a cluster is started with: account, Region and instance role. From it
        Rolecall fills in what each launcher wants, the instance profile where EC2 wants one, and only while
        the role is Active.
      </p>
      <div className="mt-6">
        {mayCreate ? (
          <ButtonLink kind="primary" href={`/${slug}/compute-configs/new`}>
            Create compute config
          </ButtonLink>
        ) : (
          <p className="text-ink-2">An admin of this workspace can create the first one.</p>
        )}
      </div>
    </section>
  );
}
