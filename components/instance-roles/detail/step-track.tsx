import type { InstanceRoleDetail, RegistrationView } from "#lib/instance-roles/view.ts";
import { TrackedStep } from "./tracked-step.tsx";
import { isUndone } from "./undone.ts";
import { WaitingLine } from "./waiting-line.tsx";

/** Shows the steps of the current run, or of the last one. */
export function StepTrack({
  role,
  registration,
}: {
  role: InstanceRoleDetail;
  registration: RegistrationView;
}) {
  const { id, kind, steps } = registration;
  const nothingIsLeft = role.undo.willUndo.length === 0;
  return (
    <section
      className="@container"
      aria-label={kind === "REMOVE" ? "Steps of the removal" : "Steps of the registration"}
    >
      <ol className="grid divide-y divide-line rounded-lg border border-line bg-surface wide:grid-flow-col wide:divide-x wide:divide-y-0">
        {steps.map((step) => (
          <TrackedStep
            key={step.name}
            registrationId={id}
            kind={kind}
            rendered={step}
            undone={nothingIsLeft && isUndone(registration, step)}
          />
        ))}
      </ol>
      <WaitingLine rendered={role} />
    </section>
  );
}
