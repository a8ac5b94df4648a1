import Link from "next/link";

/** Links to all accounts, or to those with failing checks. */
export function AccountFilter({ slug, isFailedOnly }: { slug: string; isFailedOnly: boolean }) {
  const address = `/${slug}/aws-accounts`;
  const choices = [
    { title: "All", href: address, isCurrent: !isFailedOnly },
    { title: "Needs attention", href: `${address}?show=failed`, isCurrent: isFailedOnly },
  ];
  return (
    <nav aria-label="Which accounts" className="mb-3 flex gap-4 text-sm">
      {choices.map(({ title, href, isCurrent }) => (
        <Link
          key={title}
          href={href}
          aria-current={isCurrent ? "page" : undefined}
          className="rounded-sm py-1 text-ink-2 hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:underline aria-[current]:underline-offset-4"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
