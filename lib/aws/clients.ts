/**
 * SDK clients. There is one for each service and Region, and each call is signed for the session it is made in: what
 * a client works out, and its sockets, serve them all. Endpoints are the SDK's own business: AWS_ENDPOINT_URL, VPC
 * endpoints and FIPS are honoured by it.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createSecretKey, type KeyObject } from "node:crypto";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { getSchemaSerdePlugin } from "@smithy/core/schema";
import { getSigningKey, SignatureV4 } from "@smithy/signature-v4";
import { UndiciHttpHandler } from "@smithy/undici-http-handler";
import { Agent, type Dispatcher } from "undici";
import { giveWay } from "#lib/give-way.ts";
import { Sha256 } from "./sha256.ts";

/** Temporary credentials. They live in memory only, and never reach a log, a row or an answer. */
export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
};

const agent = new Agent({
  connections: 512,
  connect: { timeout: 3_000 },
  headersTimeout: 10_000,
  bodyTimeout: 10_000,
  keepAliveTimeout: 30_000,
});

/** Answers of AWS are short: read whole, and not as a stream that the SDK then reads whole. */
const readWhole = {
  async request(options: Dispatcher.RequestOptions) {
    const answer = await agent.request(options);
    const body = await answer.body.bytes();
    await giveWay();
    return { ...answer, body };
  },
  close: () => agent.close(),
  destroy: () => agent.destroy(),
};

const requestHandler = new UndiciHttpHandler({ dispatcher: readWhole as unknown as Dispatcher });

// One try each: repeating is patience.ts's business, which knows a full quota from throttling. Of a client that lives
// as long as its process, the SDK may keep what it works out for each kind of call.
const COMMON = { requestHandler, maxAttempts: 1, cacheMiddleware: true, sha256: Sha256 } as const;

/** Whose credentials sign the calls that are made within. */
const signedFor = new AsyncLocalStorage<Credentials>();

/** Asked for each call, and never kept: one client serves many sessions. */
const credentialsOfSession = Object.assign(
  async (): Promise<Credentials> => {
    const credentials = signedFor.getStore();
    if (!credentials) throw new Error("a call to AWS was made outside of a session");
    return credentials;
  },
  { memoized: true },
);

const clients = new Map<string, IAMClient | STSClient | EC2Client>();

/** IAM as one session reaches it. `region` picks the partition. */
export function iamClient(region: string, credentials: Credentials): IAMClient {
  const client = shared(`iam ${region}`, () => ofSessions("iam", region, (config) => new IAMClient(config)));
  return signedWith(credentials, client);
}

/** STS as one session reaches it. */
export function stsClient(region: string, credentials: Credentials): STSClient {
  const client = shared(`sts ${region}`, () => ofSessions("sts", region, (config) => new STSClient(config)));
  return signedWith(credentials, client);
}

export function ec2Client(region: string, credentials: Credentials): EC2Client {
  const client = shared(`ec2 ${region}`, () => ofSessions("ec2", region, (config) => new EC2Client(config)));
  return signedWith(credentials, client);
}

/** STS as the platform itself: the SDK's default credential chain, one client a Region. */
export function platformSts(region: string): STSClient {
  return shared(`platform ${region}`, () => new STSClient({ ...COMMON, region }));
}

type Client = IAMClient | STSClient | EC2Client;
type Config = typeof COMMON & { region: string; credentials: typeof credentialsOfSession };

/** One signer for all calls; the SDK's own way makes one for each. */
function ofSessions<C extends Client>(service: string, region: string, make: (config: Config) => C): C {
  const credentials = credentialsOfSession;
  const client = make({ ...COMMON, region, credentials });
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  Object.assign(signer, { getSigningKey: keysOf(service) });
  client.config.signer = async () => signer;
  return client;
}

/**
 * Keys of sessions, by their credentials. The library finds a key by a hash of the secret, made anew for each call. The
 * Region is the endpoint's to say: IAM has one for a whole partition, whatever the client's.
 */
function keysOf(service: string) {
  const known = new WeakMap<Credentials, { of: string; key: Promise<KeyObject> }>();
  return (credentials: Credentials, region: string, date: string): Promise<KeyObject> => {
    const of = `${date}/${region}`;
    const kept = known.get(credentials);
    if (kept?.of === of) return kept.key;
    const key = getSigningKey(Sha256, credentials, date, region, service).then((bytes) =>
      createSecretKey(bytes),
    );
    known.set(credentials, { of, key });
    return key;
  };
}

function shared<C extends Client>(key: string, make: () => C): C {
  const known = clients.get(key) as C | undefined;
  if (known) return known;
  const client = withoutIdleWork(make());
  clients.set(key, client);
  return client;
}

/** The same client, whose calls are signed with these credentials. */
function signedWith<C extends Client>(credentials: Credentials, client: C): C {
  const send = client.send.bind(client) as (...call: unknown[]) => unknown;
  return Object.assign(Object.create(client), {
    send: (...call: unknown[]) => signedFor.run(credentials, send, ...call),
  });
}

/** Nothing reads what the SDK prepares for a logger, and we run in no Lambda; who calls is said in a word. */
function withoutIdleWork<C extends Client>(client: C): C {
  const stack = client.middlewareStack as unknown as Stack;
  for (const name of ["loggerMiddleware", "recursionDetectionMiddleware", "getUserAgentMiddleware"]) {
    stack.remove(name);
  }
  stack.add(sayWho, { step: "build", name: "userAgent" });
  // In its place, because others stand beside it: with one try each it has nothing to do.
  stack.add((next) => next, {
    step: "finalizeRequest",
    priority: "high",
    name: "retryMiddleware",
    override: true,
  });
  // Every call copies the settings three times over, and what has grown member by member is slow to copy.
  const config = { ...client.config };
  stack.use(getSchemaSerdePlugin(config as never));
  return Object.assign(client, { config });
}

type Args = { request: { headers: Record<string, string> } };
type Handler = (args: Args) => Promise<unknown>;

type Place = { step: "build" | "finalizeRequest"; name: string; priority?: "high"; override?: boolean };

/** Of the SDK's stack of middleware, what is used here. */
type Stack = {
  remove(name: string): boolean;
  add(middleware: (next: Handler) => Handler, options: Place): void;
  use(plugin: object): void;
};

/** What the customer finds in CloudTrail as the user agent. */
const sayWho = (next: Handler): Handler => {
  return (args) => {
    args.request.headers["user-agent"] = "rolecall";
    return next(args);
  };
};
