import Link from "next/link";
import { type ListAddress, withFilter } from "./list-address.ts";

/** Says that no role matches the filter, and offers the search in all statuses. */
export function NoMatch({ address }: { address: ListAddress }) {
  const anyStatus = withFilter(address, { status: undefined });
  const all = withFilter(address, { q: undefined, status: undefined, awsAccountId: undefined });
  return (
    <div className="py-16 text-center">
      <p className="font-medium">{titleOf(address)}</p>
      <p className="mt-1 text-ink-2">
        {address.q && address.status && (
          <>
            <Link href={anyStatus} className="rounded-sm text-accent hover:underline">
              Search roles in any state
            </Link>
            {" · "}
          </>
        )}
        <Link href={all} className="rounded-sm text-accent hover:underline">
          Show all roles
        </Link>
      </p>
    </div>
  );
}

/** The sentence for each tab of the list. */
const NO_ROLE: Record<string, string> = {
  ACTIVE: "No active role",
  FAILED: "No failed role",
  "REGISTERING,DELETING": "No role in progress",
};

function titleOf({ q, status, awsAccountId }: ListAddress): string {
  const where = awsAccountId ? " in this AWS account" : "";
  const none = status ? (NO_ROLE[status] ?? "No role in this state") : "No role";
  if (q) return `${none}${where} matches “${q}”`;
  return status ? `No role${where} is in this state` : `No role is${where || " here"}`;
}
