import type { CheckView } from "#lib/instance-roles/check-view.ts";
import type { Status } from "#lib/instance-roles/status.ts";

/**
 * Returns the check's result in a short phrase. `status` is how a registration would end; absent where there would be
 * none, or it could not be predicted.
 */
export function verdictOf({ alreadyRegistered, wouldBe, problems }: CheckView): {
  title: string;
  status?: Status;
} {
  if (alreadyRegistered) return { title: "This role is registered already" };
  if (wouldBe === "ACTIVE") return { title: "It would become Active", status: "ACTIVE" };
  const passing = problems.every(({ actor }) => actor === "nobody");
  if (passing) return { title: "It could not be checked to the end" };
  const many = problems.length === 1 ? "1 thing stands" : `${problems.length} things stand`;
  return { title: `It would fail: ${many} in the way`, status: "FAILED" };
}
