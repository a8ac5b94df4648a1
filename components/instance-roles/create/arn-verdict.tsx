"use client";
import { Check, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { joined } from "#lib/joined.ts";
import { type ParsedRoleArn, parseRoleArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import { type ConnectedAccount, offers } from "./arn-offers.ts";
import { ConnectLink } from "./connect-link.tsx";

type ArnVerdictProps = {
  slug: string;
  typed: string;
  accounts: ConnectedAccount[];
  /** Takes the ARN that was probably meant. */
  onMeant: (arn: string) => void;
};

/** What Rolecall sees in the ARN, while it is typed. */
export function ArnVerdict({ slug, typed, accounts, onMeant }: ArnVerdictProps) {
  if (typed.trim() === "") {
    return <p>The AWS console shows it at the top of the role's page.</p>;
  }
  const parsed = parseRoleArn(typed);
  return (
    <div aria-live="polite" className="flex flex-col gap-1">
      {parsed.ok ? (
        <Seen slug={slug} roleArn={parsed.roleArn} accounts={accounts} />
      ) : (
        <NotOne parsed={parsed} accounts={accounts} onMeant={onMeant} />
      )}
      {parsed.cleaned.length > 0 && (
        <p className="text-ink-3">Left out: {joined(parsed.cleaned)} around it.</p>
      )}
    </div>
  );
}

type SeenProps = { slug: string; roleArn: RoleArn; accounts: ConnectedAccount[] };

function Seen({ slug, roleArn: { arn, name, path, accountId, partition }, accounts }: SeenProps) {
  const account = accounts.find((each) => each.accountId === accountId);
  if (!account) {
    return (
      <Line bad>
        Account {accountId} is not connected to this workspace.{" "}
        <ConnectLink slug={slug} account={{ accountId, partition }} roleArn={arn} />
      </Line>
    );
  }
  if (account.partition !== partition) {
    return (
      <Line bad>
        Account {accountId} is connected in {account.partition}, and this ARN is in {partition}.
      </Line>
    );
  }
  return (
    <Line>
      role <b className="font-medium text-ink">{name}</b>
      {path !== "/" && `, path ${path}`}, in account {accountId}
      {account.name && ` (${account.name})`}
    </Line>
  );
}

type NotOneProps = Omit<ArnVerdictProps, "slug" | "typed"> & { parsed: ParsedRoleArn & { ok: false } };

function NotOne({ parsed, accounts, onMeant }: NotOneProps) {
  return (
    <>
      <Line bad>{parsed.detail}</Line>
      {offers(parsed, accounts).map((arn) => (
        <button
          key={arn}
          type="button"
          onClick={() => onMeant(arn)}
          className="w-fit rounded-sm pl-[22px] text-left break-all text-accent hover:underline"
        >
          Use <span className="font-mono">{arn}</span>
        </button>
      ))}
    </>
  );
}

function Line({ bad = false, children }: { bad?: boolean; children: ReactNode }) {
  const Icon = bad ? CircleAlert : Check;
  return (
    <p className="flex gap-2">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${bad ? "text-warn" : "text-ok"}`} />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
