import { Check, CircleAlert } from "lucide-react";
import { parseAccountId } from "#lib/aws-accounts/account-id.ts";

/** Shows what Rolecall recognizes in the account number while it is typed. */
export function AccountIdVerdict({ typed }: { typed: string }) {
  if (typed.trim() === "") return <p>Twelve digits; the AWS console shows it at the top right.</p>;
  const parsed = parseAccountId(typed);
  const isUnfinished = !parsed.ok && /^[\d\s-]{1,14}$/.test(typed) && typed.replace(/\D/g, "").length < 12;
  if (isUnfinished) return <p>{typed.replace(/\D/g, "").length} of 12 digits</p>;
  const Icon = parsed.ok ? Check : CircleAlert;
  return (
    <p aria-live="polite" className="flex gap-2">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${parsed.ok ? "text-ok" : "text-warn"}`} />
      <span>{parsed.ok ? `account ${parsed.accountId}` : parsed.detail}</span>
    </p>
  );
}
