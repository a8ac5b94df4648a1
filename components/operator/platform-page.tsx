import { Copied, Fact } from "#components/aws-accounts/setup/connection-facts.tsx";
import { Section } from "#components/instance-roles/detail/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PlatformFacts, PlatformFinding } from "#lib/aws-accounts/platform-findings.ts";

const MODE = {
  live: "AWS itself",
  sandbox: "The sandbox on this machine: no real account is touched",
  emulator: "An emulator: trust policies are not enforced, so the safety of connections is not proven",
} as const satisfies Record<PlatformFacts["awsMode"], string>;

/** Shows the platform principal and problems with it. */
export function PlatformPage({ report }: { report: PlatformFacts & { findings: PlatformFinding[] } }) {
  const { toldArn, foundArn, callerArn, workerSeenSeconds, findings } = report;
  return (
    <main className="mx-auto flex max-w-[880px] flex-col gap-8 px-4 pt-4 pb-16 [overflow-wrap:anywhere] md:px-6 md:pt-6">
      <header>
        <h1 className="text-xl font-semibold">Operator</h1>
        <p className="mt-0.5 text-ink-2">
          Who this Rolecall is in AWS. Customers' connection roles trust it.
        </p>
      </header>
      {findings.length === 0 ? (
        <p className="font-medium text-ok">Nothing is wrong with Rolecall's own AWS identity.</p>
      ) : (
        <ul aria-label="What is wrong" className="flex flex-col gap-3">
          {findings.map(({ tone, title, detail }) => (
            <li key={title}>
              <Notice tone={tone}>
                <h2 className="font-medium">{title}</h2>
                <p className="mt-0.5 max-w-[80ch] text-ink-2 [overflow-wrap:anywhere]">{detail}</p>
              </Notice>
            </li>
          ))}
        </ul>
      )}
      <Section id="identity" title="Identity">
        <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
          <Fact label="Platform principal" hint="What the set-up documents name">
            <MaybeArn arn={toldArn ?? foundArn} what="platform principal" />
          </Fact>
          <Fact label="Said by">
            {toldArn
              ? "ROLECALL_PLATFORM_PRINCIPAL_ARN"
              : foundArn
                ? "the worker's own credentials"
                : "nobody yet"}
          </Fact>
          <Fact label="Credentials" hint="As AWS answers GetCallerIdentity">
            <MaybeArn arn={callerArn} what="caller ARN" />
          </Fact>
          <Fact label="Worker">
            {workerSeenSeconds === null ? "never seen" : `seen ${Math.round(workerSeenSeconds)} s ago`}
          </Fact>
          <Fact label="AWS">{MODE[report.awsMode]}</Fact>
        </dl>
      </Section>
      <Section id="template" title="One-click set-up">
        <p className="max-w-[80ch] text-ink-2">
          {report.templateUrl
            ? `Customers are offered a quick-create link with the template at ${report.templateUrl}. After an upgrade of Rolecall, publish the new one.`
            : "Put this template into an S3 bucket that customers can read and set ROLECALL_CLOUDFORMATION_TEMPLATE_URL to its address: the wizard then offers a link that opens CloudFormation with every value filled in."}
        </p>
        <a href="/api/v1/setup-template" download className={buttonClass("secondary", "mt-3")}>
          Download rolecall-connection.yaml
        </a>
      </Section>
    </main>
  );
}

function MaybeArn({ arn, what }: { arn: string | null; what: string }) {
  return arn ? <Copied text={arn} what={what} /> : "not known";
}
