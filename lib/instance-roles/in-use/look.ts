/** Finds the instances that run with a role, through every instance profile that holds it. */
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { type ToRead, whileReading } from "../registration/checks/reading.ts";
import { type InstancesFound, instancesOfRole } from "../registration/in-use.ts";
import type { RoleInstances } from "./view.ts";

export type LookedFor = Omit<RoleInstances, "fixes">;

// Short, because an admin waits for the answer.
const DEADLINE_MS = 12_000;

/** Finds the instances. Errors of AWS are part of the result and are not thrown. */
export async function lookForInstances(to: ToRead): Promise<LookedFor> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const look: Parameters<typeof whileReading<InstancesFound>>[1] = async (subject, link) => {
      const [session] = await Promise.all([link.session, link.proven]);
      return instancesOfRole(subject, session);
    };
    return toView(await whileReading(to, look, deadline));
  } catch (error) {
    if (error instanceof RegistrationFailed) return notLooked("AWS does not let Rolecall into the account");
    if (deadline.aborted) return notLooked("AWS did not answer in time");
    throw error;
  }
}

const notLooked = (why: string): LookedFor => ({ items: [], notLooked: [{ why }] });

function toView({ instances, notLooked }: InstancesFound): LookedFor {
  return {
    items: instances.map(({ id, name, state, region, profileArn }) => ({
      instanceId: id,
      ...(name && { name }),
      region,
      state,
      instanceProfileArn: profileArn,
    })),
    notLooked: notLooked.map(({ region, code }) => ({ ...(region && { region }), why: whyFor(code) })),
  };
}

const DENIED = new Set(["AccessDenied", "UnauthorizedOperation"]);

function whyFor(code: string): string {
  return DENIED.has(code) ? "Rolecall's connection role may not look there" : `AWS answered ${code}`;
}
