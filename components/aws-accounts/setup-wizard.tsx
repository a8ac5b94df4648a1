import type { ReactNode } from "react";
import { FailureNotice } from "#components/instance-roles/detail/failure-notice.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { CheckList } from "./checks/check-list.tsx";
import { CheckNow } from "./checks/check-now.tsx";
import { WizardSteps } from "./connect/wizard-steps.tsx";
import { ConnectionFacts } from "./setup/connection-facts.tsx";
import { PermissionReasons } from "./setup/permission-reasons.tsx";
import { SetupDocuments, type SetupDocumentsProps } from "./setup/setup-documents.tsx";
import { UnknownPlatform } from "./setup/unknown-platform.tsx";

type SetupWizardProps = {
  slug: string;
  account: AwsAccountView;
  /** Null while the platform principal is unknown. */
  documents: SetupDocumentsProps | null;
  mayCheck: boolean;
};

/**
 * The wizard from the account ID to the connection test. The account's page shows it until a check has passed, so it
 * can be left and continued.
 */
export function SetupWizard({ slug, account, documents, mayCheck }: SetupWizardProps) {
  const isLookedAt = account.checks.length > 0;
  // A requested check does not prove that the role exists: AWS must have allowed AssumeRole.
  const isCreated = account.checks.some(({ name, status }) => name === "assume" && status === "passed");
  return (
    <div className="flex flex-col gap-8">
      <WizardSteps current={isCreated ? 3 : 2} />
      <WizardPart title="Create the role in AWS">
        <p className="max-w-[80ch] text-ink-2">
          In account <span className="font-mono text-ink">{account.accountId}</span>, create the connection
          role: it lets Rolecall in with this external ID and no other way. Choose how; all four create the
          same.
        </p>
        <ConnectionFacts account={account} />
        {documents ? (
          <>
            <PermissionReasons setup={documents.setup} />
            <SetupDocuments {...documents} />
          </>
        ) : (
          <UnknownPlatform />
        )}
      </WizardPart>
      <WizardPart title="Check">
        <p className="max-w-[80ch] text-ink-2">
          Rolecall proves that it gets in with the external ID, that nobody does without it, and that each
          permission is there. A role that was just created may take AWS some seconds to show; the check
          waits.
        </p>
        {mayCheck && (
          <CheckNow
            slug={slug}
            account={account}
            kind="primary"
            label={isLookedAt ? "Check again" : "I have created it: check"}
          />
        )}
        {account.failure && !account.checking && (
          <div id="outcome" tabIndex={-1} className="scroll-mt-6">
            <FailureNotice
              failure={account.failure}
              about={`the AWS account ${account.accountId}`}
              retry={mayCheck ? <CheckNow slug={slug} account={account} label="Check again" /> : null}
            />
          </div>
        )}
        {isLookedAt && <CheckList checks={account.checks} />}
      </WizardPart>
    </div>
  );
}

function WizardPart({ title, children }: { title: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
