/** Reasons to refuse a registration before anything is stored or asked of AWS. Browser-safe. */

import type { Status } from "./status.ts";

/** The facts that each reason's text is made from. */
export type RequestFacts = {
  account_not_connected: { accountId: string };
  partition_mismatch: { accountId: string; given: string; connected: string };
  already_registered: Standing;
  name_taken: Standing;
};

/** The conflicting role, with its status where known. */
type Standing = { name: string; status?: Status };

export type RequestReason = keyof RequestFacts;

const WORDS: { [R in RequestReason]: { title: string; detail: (facts: RequestFacts[R]) => string } } = {
  account_not_connected: {
    title: "The AWS account is not connected",
    detail: ({ accountId }) => `Account ${accountId} is not connected to this workspace. Connect it first.`,
  },
  partition_mismatch: {
    title: "The partitions differ",
    detail: ({ accountId, given, connected }) =>
      `The ARN is of the partition ${given}, but account ${accountId} is connected in ${connected}. Check the beginning of the ARN.`,
  },
  already_registered: {
    title: "The role is registered already",
    detail: ({ name, status }) =>
      status === "FAILED"
        ? `This role is in the workspace as ${name}, and has failed. The page of that one says what to do.`
        : `This role is registered in the workspace as ${name}. Use that one.`,
  },
  name_taken: {
    title: "The name is taken",
    detail: ({ name, status }) =>
      status === "FAILED"
        ? `An instance role named ${name} is in the workspace already, and has failed. Delete it first, or choose another name.`
        : `An instance role named ${name} is in the workspace already. Choose another name.`,
  },
};

/** Returns title and detail of a reason, for the field or the problem document. */
export function describeRequestReason<R extends RequestReason>(
  reason: R,
  facts: RequestFacts[R],
): { title: string; detail: string } {
  const { title, detail } = WORDS[reason];
  return { title, detail: detail(facts) };
}
