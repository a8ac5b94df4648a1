import Link from "next/link";
import { type ListAddress, withFilter } from "./list-address.ts";

/** There are roles, but none of this kind. */
export function NoMatch({ address }: { address: ListAddress }) {
  const all = withFilter(address, { q: undefined, status: undefined, awsAccountId: undefined });
  return (
    <div className="py-16 text-center">
      <p className="font-medium">
        {address.q ? `No role matches “${address.q}”` : "No role is in this state"}
      </p>
      <p className="mt-1 text-ink-2">
        <Link href={all} className="rounded-sm text-accent hover:underline">
          Show all roles
        </Link>
      </p>
    </div>
  );
}
