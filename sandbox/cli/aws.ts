/**
 * A stand-in for the AWS CLI where it is not installed, made with the SDK, for the commands in our fixes. Options
 * become parameters by their names, lists are read to their end, and policy documents are printed decoded.
 */
import { readFileSync } from "node:fs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { search } from "jmespath";

// oxlint-disable-next-line typescript/no-explicit-any -- the command is known at run time only
type Any = any;

const SERVICES: Record<string, { module: Any; client: string }> = {
  iam: { module: iam, client: "IAMClient" },
  sts: { module: sts, client: "STSClient" },
  ec2: { module: ec2, client: "EC2Client" },
};

const words = process.argv.slice(2);
const options = new Map<string, string[]>();
const names: string[] = [];
for (let at = 0; at < words.length; at++) {
  const word = words[at] as string;
  if (!word.startsWith("--")) {
    names.push(word);
    continue;
  }
  const values: string[] = [];
  while (at + 1 < words.length && !words[at + 1]?.startsWith("--") && values.length < valuesOf(word)) {
    values.push(words[++at] as string);
  }
  options.set(word.slice(2), values);
}

const [service = "", command = ""] = names;
const endpoint = take("endpoint-url");
const region = take("region") ?? process.env.AWS_REGION ?? "us-east-1";
const [query, output = "json"] = [take("query"), take("output")];

try {
  const answer = plain(await everyPage(parameters()));
  const shown = query === undefined ? answer : search(answer, query);
  const isNothing = typeof shown === "object" && shown !== null && Object.keys(shown).length === 0;
  if (!isNothing || query !== undefined) console.log(output === "text" ? asText(shown) : asJson(shown));
} catch (error) {
  const { Code: code, name, message } = error as { Code?: string; name: string; message: string };
  console.error(`\nAn error occurred (${code ?? name}) when calling ${service} ${command}: ${message}`);
  process.exitCode = 254;
}

function valuesOf(option: string): number {
  return option === "--filters" ? Number.POSITIVE_INFINITY : 1;
}

function take(option: string): string | undefined {
  const [value] = options.get(option) ?? [];
  options.delete(option);
  return value;
}

function parameters(): Record<string, unknown> {
  return Object.fromEntries(
    [...options].map(([name, values]) => {
      if (name === "filters") return ["Filters", values.map(filter)];
      if (name === "tags") return ["Tags", tagsOf(values[0] ?? "")];
      if (name === "max-session-duration") return ["MaxSessionDuration", Number(values[0])];
      return [pascal(name), values[0] === undefined ? true : contents(values[0])];
    }),
  );
}

/** Replaces `file://policy.json` with the file's content. */
function contents(value: string): string {
  return value.startsWith("file://") ? readFileSync(value.slice("file://".length), "utf8") : value;
}

/** `Name=instance-id,Values=i-1,i-2` */
function filter(text: string) {
  const [, name, values = ""] = /^Name=([^,]+),Values=(.*)$/.exec(text) ?? [];
  return { Name: name, Values: values.split(",") };
}

/** Parses JSON, or one tag as `Key=team,Value=data`. */
function tagsOf(text: string) {
  if (text.startsWith("[")) return JSON.parse(text);
  const [, Key, Value] = /^Key=([^,]+),Value=(.*)$/.exec(text) ?? [];
  return [{ Key, Value }];
}

async function everyPage(input: Record<string, unknown>): Promise<Any> {
  const { module, client: clientName } = SERVICES[service] ?? SERVICES.iam ?? fail();
  const Command = module[`${pascal(command)}Command`] ?? fail();
  const client = new module[clientName]({ region, ...(endpoint && { endpoint }) });
  const { $metadata: _, ...first } = await client.send(new Command(input));
  let { IsTruncated: isMore, Marker: marker } = first;
  while (isMore) {
    const page = await client.send(new Command({ ...input, Marker: marker }));
    for (const [name, items] of Object.entries(page)) if (Array.isArray(items)) first[name].push(...items);
    ({ IsTruncated: isMore, Marker: marker } = page);
  }
  delete first.IsTruncated;
  delete first.Marker;
  return first;
}

function fail(): never {
  throw new Error(`the stand-in knows no ${service} ${command}`);
}

function pascal(kebab: string): string {
  return kebab.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Formats an answer as the CLI does: documents parsed, times as text, undefined fields left out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner) =>
    name.endsWith("Document") && typeof inner === "string" ? JSON.parse(decodeURIComponent(inner)) : inner,
  );
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 4);
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value)) return value.map(asText).join("\t");
  return typeof value === "object" ? Object.values(value).map(asText).join("\t") : String(value);
}
