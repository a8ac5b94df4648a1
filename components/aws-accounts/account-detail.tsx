import { ChevronRight } from "lucide-react";
import { FailureNotice } from "#components/instance-roles/detail/failure-notice.tsx";
import { Section } from "#components/instance-roles/detail/section.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { CheckList } from "./checks/check-list.tsx";
import { CheckNow } from "./checks/check-now.tsx";
import { Verdict } from "./checks/verdict.tsx";
import { ConnectionFacts, Fact } from "./setup/connection-facts.tsx";
import { PermissionReasons } from "./setup/permission-reasons.tsx";
import { scopeInWords } from "./setup/scope-words.ts";
import { SetupDocuments, type SetupDocumentsProps } from "./setup/setup-documents.tsx";
import { UnknownPlatform } from "./setup/unknown-platform.tsx";
import { tagLines } from "./tag-lines.ts";
import { UpgradeNotice } from "./upgrade-notice.tsx";

type AccountDetailProps = {
  slug: string;
  account: AwsAccountView;
  documents: SetupDocumentsProps | null;
  mayCheck: boolean;
};

/**
 * Shows a connected account: the verdict, failing checks, the connection's values, and its set-up documents collapsed.
 */
export function AccountDetail({ slug, account, documents, mayCheck }: AccountDetailProps) {
  const { failure, checking, upgrade, checks, createdAt, createdBy, setup } = account;
  const isSettingUp = account.pendingExternalId !== undefined || upgrade !== undefined;
  const setUp = <SetupSection key="setup" documents={documents} open={isSettingUp} />;
  return (
    <div className="flex flex-col gap-8">
      {/* The documents stand below the notice that asks for them, and at the end otherwise. */}
      {account.pendingExternalId && setUp}
      <div id="outcome" tabIndex={-1} className="flex scroll-mt-6 flex-col gap-4">
        {failure && !checking && (
          <FailureNotice
            failure={failure}
            about={`the AWS account ${account.accountId}`}
            retry={mayCheck ? <CheckNow slug={slug} account={account} label="Check again" /> : null}
          />
        )}
        <Verdict account={account} />
      </div>
      {upgrade && <UpgradeNotice upgrade={upgrade} />}
      {upgrade && !account.pendingExternalId && setUp}
      <Section id="checks" title="Checks">
        {checks.length > 0 ? (
          <CheckList checks={checks} />
        ) : (
          <p className="text-ink-2">This account has not been checked yet.</p>
        )}
      </Section>
      <Section id="connection" title="Connection">
        <ConnectionFacts
          account={account}
          more={
            <>
              <Fact label="Scope">
                {scopeInWords(setup)}
                {setup.includeListRoles && ", listing the account's roles"}
                {setup.includeBulkRead && ", and reading the account's IAM in bulk"}
                {setup.includeAttach && ", and attaching roles to EC2 instances"}
              </Fact>
              <Fact label="Regions" hint="Where machines run">
                {setup.regions.join(", ") || "Not given"}
              </Fact>
              <Fact label="Instance profiles">
                {setup.neverMakeProfiles
                  ? "Made by others: Rolecall uses those that hold a role, and makes none"
                  : "Rolecall makes one where a role sits in none"}
              </Fact>
              <Fact label="Tags" hint="On what Rolecall makes">
                {tagLines(setup.tags).join(", ") || "None but Rolecall's own"}
              </Fact>
              <Fact label="Added">
                <RelativeTime at={createdAt} /> by {createdBy}
              </Fact>
            </>
          }
        />
      </Section>
      {!isSettingUp && setUp}
    </div>
  );
}

type SetupSectionProps = { documents: SetupDocumentsProps | null; open: boolean };

function SetupSection({ documents, open }: SetupSectionProps) {
  return (
    <details open={open} className="group">
      <summary className="inline-flex min-h-8 items-center gap-1 rounded-sm">
        <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
        <h2 className="font-semibold">Set-up documents</h2>
      </summary>
      <div className="mt-2 flex flex-col gap-4">
        {documents ? (
          <>
            <PermissionReasons setup={documents.setup} />
            <SetupDocuments {...documents} isThere />
          </>
        ) : (
          <UnknownPlatform />
        )}
      </div>
    </details>
  );
}
