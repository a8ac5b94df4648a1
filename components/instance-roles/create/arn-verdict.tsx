"use client";
import { Check, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { BuilderLink } from "#components/role-builder/builder-link.tsx";
import { joined } from "#lib/joined.ts";
import { type ParsedRoleArn, parseRoleArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import { ConnectLink } from "./connect-link.tsx";
import type { ConnectedAccount } from "./connected-account.ts";
import { ImportSeveral } from "./import-several.tsx";
import { LookUp } from "./look-up.tsx";
import { RegisteredAlready } from "./registered-already.tsx";
import { UseArn } from "./use-arn.tsx";
import { usePaused } from "./use-paused.ts";

type ArnVerdictProps = {
  slug: string;
  typed: string;
  accounts: ConnectedAccount[];
  /** Replaces the text with the suggested ARN. */
  onMeant: (arn: string) => void;
};

/** Shows what Rolecall recognizes in the ARN once typing pauses. */
export function ArnVerdict({ slug, typed, accounts, onMeant }: ArnVerdictProps) {
  const paused = usePaused(typed);
  if (typed.trim() === "" || paused !== typed) {
    return (
      <p>
        The AWS console shows it at the top of the role's page.{" "}
        {typed.trim() === "" && <BuilderLink slug={slug}>No role yet? Build one →</BuilderLink>}
      </p>
    );
  }
  const parsed = parseRoleArn(typed);
  return (
    <div aria-live="polite" className="flex flex-col gap-1">
      {parsed.ok ? (
        <WellFormed slug={slug} roleArn={parsed.roleArn} accounts={accounts} />
      ) : (
        <NotOne slug={slug} typed={typed} parsed={parsed} onMeant={onMeant} />
      )}
      {parsed.cleaned.length > 0 && <p className="text-ink-3">Left out: {joined(parsed.cleaned)}.</p>}
    </div>
  );
}

type WellFormedProps = { slug: string; roleArn: RoleArn; accounts: ConnectedAccount[] };

function WellFormed({ slug, roleArn, accounts }: WellFormedProps) {
  const { arn, name, path, accountId, partition } = roleArn;
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
    <>
      <Line>
        Well-formed: role <b className="font-medium text-ink">{name}</b>
        {path !== "/" && `, path ${path}`}, in account {accountId}
        {account.name && ` (${account.name})`}
      </Line>
      <RegisteredAlready key={arn} slug={slug} roleArn={arn} />
    </>
  );
}

type NotOneProps = Omit<ArnVerdictProps, "accounts"> & { parsed: ParsedRoleArn & { ok: false } };

function NotOne({ slug, typed, parsed, onMeant }: NotOneProps) {
  const { meant, why, detail } = parsed;
  return (
    <>
      <Line bad>{detail}</Line>
      {why === "several" && <ImportSeveral slug={slug} typed={typed} />}
      {meant?.roleArn && (
        <div className="pl-[22px]">
          <UseArn arn={meant.roleArn} onUse={onMeant} />
        </div>
      )}
      {!meant?.roleArn && (meant?.roleName || meant?.profileName) && (
        <LookUp key={typed} slug={slug} typed={typed} meant={meant} onMeant={onMeant} />
      )}
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
