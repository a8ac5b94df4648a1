import Link from "next/link";

export type UnconnectedAccount = { accountId: string; partition: string };

type ConnectLinkProps = { slug: string; account: UnconnectedAccount; roleArn: string };

/** Links to the wizard with the account filled in; it returns to this form with the ARN. */
export function ConnectLink({ slug, account, roleArn }: ConnectLinkProps) {
  const back = `/${slug}/instance-roles?${new URLSearchParams({ create: "1", roleArn })}`;
  const query = new URLSearchParams({ ...account, return: back });
  return (
    <Link
      href={`/${slug}/aws-accounts/connect?${query}`}
      className="rounded-sm font-medium underline underline-offset-2"
    >
      Connect it →
    </Link>
  );
}
