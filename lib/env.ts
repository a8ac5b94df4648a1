/** Parses the environment once: a process with wrong settings exits at start and says why. */
import { z } from "zod";

const milliseconds = (fallback: number) => z.coerce.number().int().min(0).default(fallback);

const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** The application's login, or the owner's; every connection switches to `rolecall_app`. */
  DATABASE_URL: z.string().min(1),
  /** The owner, for migrations, where DATABASE_URL is a login of the application's own. */
  DATABASE_OWNER_URL: z.string().optional(),
  /** The AWS mode: the sandbox on this machine, AWS itself, or an emulator such as LocalStack or moto. */
  ROLECALL_AWS: z.enum(["sandbox", "live", "emulator"]),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_REGION: z.string().default("us-east-1"),
  /** The URL at which browsers reach the web server, such as https://rolecall.example.com; next-auth reads it too. */
  NEXTAUTH_URL: z.url().default("http://127.0.0.1:3000"),
  NEXTAUTH_SECRET: z.string().min(16).optional(),
  /** What external IDs are encrypted with: keys of 32 bytes in Base64, separated by commas; the first encrypts. */
  ROLECALL_ENCRYPTION_KEYS: z
    .string()
    .regex(/^[\w+/-]{43}=?(\s*,\s*[\w+/-]{43}=?)*$/, "keys of 32 bytes in Base64, separated by commas")
    .optional(),
  /** Reverse proxies in front of the web server, each of which appends to `X-Forwarded-For`. */
  ROLECALL_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** A JSON file with another set of required policies. */
  ROLECALL_REQUIRED_POLICIES: z.string().optional(),
  /** The ARN that customers trust, where it cannot be derived from the credentials (a role with a path). */
  ROLECALL_PLATFORM_PRINCIPAL_ARN: z.string().optional(),
  /** Shown by service-info: whether this platform's machines may use instance credentials. */
  ROLECALL_ALLOW_INSTANCE_CREDENTIALS: z.stringbool().default(true),
  /** How long AWS may take to show a write. */
  ROLECALL_PROPAGATION_BUDGET_MS: milliseconds(120_000),
  /** How long a missing role or a refused connection may be due to being new. */
  ROLECALL_FRESH_BUDGET_MS: milliseconds(12_000),
  /** How long one call may keep being throttled, or AWS be unavailable. */
  ROLECALL_THROTTLE_BUDGET_MS: milliseconds(60_000),
  /** Concurrent registrations of a worker, and of one AWS account; imports take at most three quarters. */
  ROLECALL_CONCURRENCY: z.coerce.number().int().min(1).default(64),
  ROLECALL_ACCOUNT_CONCURRENCY: z.coerce.number().int().min(1).default(32),
  /** Where `/metrics` is served for Prometheus, and at which address of the machine; nowhere without a port. */
  ROLECALL_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  ROLECALL_METRICS_HOST: z.string().default("127.0.0.1"),
  /** Allows the web process to start in `live` with AWS credentials in its environment, which it does not need. */
  ROLECALL_WEB_MAY_HOLD_AWS_CREDENTIALS: z.stringbool().default(false),
  /**
   * Writes per minute of one caller in one workspace; all callers of a workspace together may send five times as many.
   */
  ROLECALL_WRITES_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  /** Connected accounts are checked again after this many minutes. */
  ROLECALL_ACCOUNT_CHECK_MINUTES: z.coerce.number().int().min(1).max(10_080).default(15),
  /** Days after which ended runs, audit events and imports are deleted. */
  ROLECALL_KEEP_RUNS_DAYS: z.coerce.number().int().min(7).max(36_500).default(90),
  ROLECALL_KEEP_AUDIT_DAYS: z.coerce.number().int().min(30).max(36_500).default(400),
  ROLECALL_KEEP_IMPORTS_DAYS: z.coerce.number().int().min(7).max(36_500).default(90),
  /** The S3 URL of the set-up template for CloudFormation's quick-create link. */
  ROLECALL_CLOUDFORMATION_TEMPLATE_URL: z.url({ protocol: /^https$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).default(20),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = z.infer<typeof Env>;

let parsed: Env | undefined;

/**
 * Returns the parsed environment.
 * @throws Error naming every variable that is missing or wrong
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(source: Record<string, string | undefined>): Env {
  // An empty variable (`FOO=` in a compose file) counts as not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Env.safeParse(given);
  if (!result.success) throw new Error(`The environment is not right:\n${z.prettifyError(result.error)}`);
  const problem = problemOfMode(result.data, given);
  if (problem) throw new Error(problem);
  return result.data;
}

/** Returns what contradicts the mode; null where nothing does. */
function problemOfMode(
  { ROLECALL_AWS: mode, NEXTAUTH_URL: address, AWS_ENDPOINT_URL: endpoint }: Env,
  given: Record<string, string | undefined>,
): string | null {
  if (mode === "live") return isHttpsOrLoopback(address) ? null : NEEDS_HTTPS;
  if (!endpoint) return `ROLECALL_AWS=${mode} needs AWS_ENDPOINT_URL`;
  const endpoints = Object.entries(given).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL"));
  const real = endpoints.find(([, url]) => isAwsOwn(url ?? ""));
  if (real)
    return `ROLECALL_AWS=${mode} and ${real[0]} names a host of AWS itself: say ROLECALL_AWS=live for that.`;
  // The SDK would call AWS itself.
  const isIgnored = given.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true";
  return isIgnored
    ? `ROLECALL_AWS=${mode} and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true do not go together.`
    : null;
}

const NEEDS_HTTPS =
  "ROLECALL_AWS=live needs a NEXTAUTH_URL that begins with https://, unless it names this machine (localhost, 127.0.0.1).";

function isHttpsOrLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Hosts of AWS: public, China, dual-stack and isolated partitions. */
const AWS_HOSTS =
  /(^|\.)(amazonaws\.com(\.cn)?|amazonwebservices\.com(\.cn)?|api\.aws|aws\.dev|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)$/;

function isAwsOwn(url: string): boolean {
  return URL.canParse(url) && AWS_HOSTS.test(new URL(url).hostname.replace(/\.$/, ""));
}
