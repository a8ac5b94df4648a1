import { expect, test } from "vitest";
import { type PlatformFacts, platformFindings } from "./platform-findings.ts";

const USER = "arn:aws:iam::999988887777:user/rolecall/control-plane";
const SESSION = "arn:aws:sts::999988887777:assumed-role/control-plane/i-0123";
const WELL: PlatformFacts = {
  awsMode: "live",
  toldArn: null,
  foundArn: USER,
  callerArn: USER,
  problem: null,
  workerSeenSeconds: 2,
  isRefusedEverywhere: false,
  templateUrl: null,
};

const titles = (facts: Partial<PlatformFacts>) =>
  platformFindings({ ...WELL, ...facts }).map(({ title }) => title);

test("nothing is said where all is well", () => {
  expect(titles({})).toEqual([]);
  expect(
    titles({ callerArn: SESSION, toldArn: "arn:aws:iam::999988887777:role/deep/control-plane" }),
  ).toEqual([]);
});

test.each<[string, Partial<PlatformFacts>, RegExp]>([
  ["no worker", { workerSeenSeconds: null }, /No worker/],
  ["a silent worker", { workerSeenSeconds: 90 }, /No worker/],
  ["no credentials", { problem: "NoCredentials" }, /no AWS credentials/],
  ["expired credentials", { problem: "ExpiredTokenException" }, /expired/],
  ["a deleted key", { problem: "InvalidClientTokenId" }, /does not know/],
  ["another code", { problem: "Unheard" }, /does not say who/],
  ["refused everywhere", { isRefusedEverywhere: true }, /any account/],
  ["a session, the path unknown", { callerArn: SESSION }, /path is not known/],
  [
    "told another account",
    { callerArn: SESSION, toldArn: "arn:aws:iam::111122223333:role/control-plane" },
    /somebody else/,
  ],
  ["told another user", { toldArn: "arn:aws:iam::999988887777:user/other" }, /somebody else/],
])("%s is told", (_, facts, title) => {
  expect(titles(facts)).toEqual([expect.stringMatching(title)]);
});
