import type { InstanceRoleView, RegistrationView } from "#lib/instance-roles/view.ts";
import { TrackedStep } from "./tracked-step.tsx";
import { WaitingLine } from "./waiting-line.tsx";

/** The steps of the run in hand, or of the last one. */
export function StepTrack({
  role,
  registration,
}: {
  role: InstanceRoleView;
  registration: RegistrationView;
}) {
  const { id, kind, steps } = registration;
  return (
    <section aria-label={kind === "REMOVE" ? "Steps of the removal" : "Steps of the registration"}>
      <ol className="grid rounded-lg border border-line bg-surface max-md:divide-y max-md:divide-line md:auto-cols-fr md:grid-flow-col md:divide-x md:divide-line">
        {steps.map((step) => (
          <TrackedStep key={step.name} registrationId={id} rendered={step} />
        ))}
      </ol>
      <WaitingLine rendered={role} />
    </section>
  );
}
