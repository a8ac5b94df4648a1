import { FailureNotice } from "#components/instance-roles/detail/failure-notice.tsx";
import { Section } from "#components/instance-roles/detail/section.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { CheckList } from "./checks/check-list.tsx";
import { CheckNow } from "./checks/check-now.tsx";
import { ConnectionFacts, Fact } from "./setup/connection-facts.tsx";
import { PermissionReasons } from "./setup/permission-reasons.tsx";
import { scopeInWords } from "./setup/scope-words.ts";
import { SetupDocuments, type SetupDocumentsProps } from "./setup/setup-documents.tsx";
import { UnknownPlatform } from "./setup/unknown-platform.tsx";
import { UpgradeNotice } from "./upgrade-notice.tsx";

type AccountDetailProps = {
  slug: string;
  account: AwsAccountView;
  documents: SetupDocumentsProps | null;
  mayCheck: boolean;
};

/** A connected account: what was proven when, the values of the connection, and its documents at any time. */
export function AccountDetail({ slug, account, documents, mayCheck }: AccountDetailProps) {
  const { failure, checking, upgrade, checks, createdAt, createdBy, setup } = account;
  return (
    <div className="flex flex-col gap-8">
      {failure && !checking && (
        <FailureNotice
          failure={failure}
          about={`the AWS account ${account.accountId}`}
          retry={mayCheck ? <CheckNow slug={slug} account={account} label="Check again" /> : null}
        />
      )}
      {upgrade && <UpgradeNotice upgrade={upgrade} />}
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
                {setup.includeBulkRead && ", and reading the account's IAM in bulk"}
              </Fact>
              <Fact label="Regions" hint="Where machines run">
                {setup.regions.join(", ") || "Not given"}
              </Fact>
              <Fact label="Added">
                <RelativeTime at={createdAt} /> by {createdBy}
              </Fact>
            </>
          }
        />
      </Section>
      <Section id="setup" title="Set-up documents">
        {documents ? (
          <div className="flex flex-col gap-4">
            <PermissionReasons setup={documents.setup} />
            <SetupDocuments {...documents} />
          </div>
        ) : (
          <UnknownPlatform />
        )}
      </Section>
    </div>
  );
}
