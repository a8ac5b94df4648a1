/** What became of an instance, in words. Browser-safe. */
import type { Facts, Outcome, Reason } from "./item.ts";

export const OUTCOME_WORDS: Record<Outcome, string> = {
  attached: "Attached. It had no role before.",
  replaced: "Attached in the place of the one before.",
  detached: "Taken off. Credentials already on the machine live on until they expire.",
  unchanged: "Nothing to do: it was so already.",
};

const REASON_WORDS: Record<Reason, (facts: Facts) => string> = {
  instance_gone: () => "The instance is not there any more.",
  instance_state: ({ state = "in another state" }) =>
    `The instance is ${state}. EC2 changes instance profiles while an instance is running or stopped: wait for that, then try again.`,
  instance_in_use: ({ profileArn }) =>
    `Somebody else is changing the instance's profile${profileArn ? ` (${profileArn} is on it, or on its way)` : ""}. Nothing more was changed. Look at it, then try again.`,
  changed_since: ({ profileArn }) =>
    `The instance has been changed since${profileArn ? `: ${profileArn} is on it now` : ": nothing is on it now"}. It was left as it is.`,
  profile_gone: ({ profileArn = "The instance profile" }) =>
    `${profileArn} is not there any more, was made again, or does not hold the role. Check the role, then try again.`,
  profile_not_usable: () =>
    "EC2 does not accept the instance profile: it does not know it yet, or there is no role in it. Check the role, then try again.",
  not_granted: ({ action = "this", policyLayer }) =>
    `AWS does not let Rolecall call ${action}${policyLayer === "scp" ? " (a service control policy denies it)" : ""}. Apply the account's set-up documents again, or ask who runs the organization.`,
  account_not_reachable: () =>
    "AWS does not let Rolecall into the account. Check the account: its page says what is wrong.",
  aws_busy: () => "AWS was too busy for too long. Try again in a moment.",
  aws_refused: ({ code = "an error" }) => `EC2 answered ${code}. Try again, or look at the instance in AWS.`,
  not_confirmed: () =>
    "EC2 accepted the change but has not shown it in time. It may still arrive: look again in a moment.",
  unexpected: () => "Something went wrong here. The operator's log has the whole story. Try again.",
};

const LEFT_WORDS: Record<string, string> = {
  put_back: " What was on it before has been put back.",
  without_profile: " It is without an instance profile now: undo the change to give it back what it had.",
};

export function reasonWords(reason: Reason, facts: Facts): string {
  return REASON_WORDS[reason](facts) + (LEFT_WORDS[facts.left ?? ""] ?? "");
}
