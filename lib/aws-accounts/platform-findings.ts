/** What is wrong with the platform's own AWS identity, and what to do. Browser-safe. */

export type PlatformFacts = {
  awsMode: "sandbox" | "live" | "emulator";
  /** By ROLECALL_PLATFORM_PRINCIPAL_ARN. */
  toldArn: string | null;
  /** What a worker made of its own identity: of a session, the role without its path. */
  foundArn: string | null;
  /** As GetCallerIdentity answered it. */
  callerArn: string | null;
  /** AWS's code where it could not be told. */
  problem: string | null;
  workerSeenSeconds: number | null;
  isRefusedEverywhere: boolean;
  templateUrl: string | null;
};

export type PlatformFinding = { tone: "bad" | "warn"; title: string; detail: string };

const SILENT_SECONDS = 30;

/** The worst first; empty where all is well. */
export function platformFindings(facts: PlatformFacts): PlatformFinding[] {
  return [
    ...noWorker(facts),
    ...credentials(facts),
    ...mismatch(facts),
    ...refusedEverywhere(facts),
    ...unknownPath(facts),
  ];
}

function noWorker({ workerSeenSeconds }: PlatformFacts): PlatformFinding[] {
  if (workerSeenSeconds !== null && workerSeenSeconds < SILENT_SECONDS) return [];
  const since =
    workerSeenSeconds === null
      ? "No worker has been seen yet."
      : `No worker has been seen for ${Math.round(workerSeenSeconds)} seconds.`;
  return [
    {
      tone: "bad",
      title: "No worker is at work",
      detail: `${since} Start one: registrations and checks wait for it, and it is the worker that finds out who Rolecall is in AWS.`,
    },
  ];
}

const NO_KEYS = "Give the worker credentials: the machine's own role, a profile, or keys in the environment.";

const CREDENTIALS: Record<string, [title: string, detail: string]> = {
  NoCredentials: ["There are no AWS credentials", NO_KEYS],
  ExpiredToken: [
    "The AWS credentials have expired",
    "They were temporary and nobody renewed them. Use a role of the machine, which renews itself, or new ones.",
  ],
  InvalidClientTokenId: [
    "AWS does not know the access key",
    "It was deleted or switched off, or belongs to another partition of AWS.",
  ],
  SignatureDoesNotMatch: [
    "The secret does not belong to the access key",
    "Or the clock of the worker's machine is wrong by more than some minutes.",
  ],
  NetworkError: [
    "AWS cannot be reached",
    "The worker gets no answer of STS. Look at its network, its proxy and AWS_ENDPOINT_URL.",
  ],
};

function credentials({ problem }: PlatformFacts): PlatformFinding[] {
  if (!problem) return [];
  const known = CREDENTIALS[problem.replace(/Exception$/, "")];
  const [title, detail] = known ?? [
    "AWS does not say who Rolecall is",
    "The worker's log has the whole story.",
  ];
  return [{ tone: "bad", title, detail: `${detail} (${problem})` }];
}

const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** A told role fits a session of the same account and name, whatever its path. */
function mismatch({ toldArn, callerArn }: PlatformFacts): PlatformFinding[] {
  if (!toldArn || !callerArn || fits(toldArn, callerArn)) return [];
  return [
    {
      tone: "bad",
      title: "Rolecall is somebody else than it tells customers",
      detail: `ROLECALL_PLATFORM_PRINCIPAL_ARN says ${toldArn}, but AWS says that the credentials are of ${callerArn}. Trust policies that name the one do not let the other in.`,
    },
  ];
}

function fits(toldArn: string, callerArn: string): boolean {
  const session = SESSION.exec(callerArn);
  if (!session) return toldArn === callerArn;
  const [, partition, accountId, name] = session;
  return toldArn.startsWith(`arn:${partition}:iam::${accountId}:role/`) && toldArn.endsWith(`/${name}`);
}

function refusedEverywhere({ isRefusedEverywhere, foundArn }: PlatformFacts): PlatformFinding[] {
  if (!isRefusedEverywhere) return [];
  return [
    {
      tone: "bad",
      title: "Rolecall cannot get into any account",
      detail: `Every account that once worked refuses it now. Look at the policies of ${foundArn ?? "the platform principal"}: it needs sts:AssumeRole on the connection roles. If the principal was deleted and made again, customers have to save their trust policies once more.`,
    },
  ];
}

function unknownPath({ toldArn, callerArn }: PlatformFacts): PlatformFinding[] {
  const [, , , name] = (callerArn && SESSION.exec(callerArn)) || [];
  if (toldArn || !name) return [];
  return [
    {
      tone: "warn",
      title: "The role's path is not known",
      detail: `Rolecall runs as a session of the role ${name}, and AWS does not say a session's path. If the role has one, set ROLECALL_PLATFORM_PRINCIPAL_ARN to its full ARN: the trust policies that customers are shown have to name it exactly.`,
    },
  ];
}
