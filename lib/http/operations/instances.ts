/** The API's operations on the EC2 instances of connected accounts. */
import { ListInstances } from "#lib/instances/schema.ts";
import { InstancePage } from "#lib/instances/view.ts";
import { operation } from "../operation.ts";

const INSTANCES = "/workspaces/{workspace}/aws-accounts/{id}/instances";
const tag = "EC2 instances";

export const listAccountInstances = operation({
  id: "listInstances",
  method: "GET",
  path: INSTANCES,
  tag,
  summary: "List an account's EC2 instances, with the role that each runs with",
  description:
    "Asked of AWS, in one Region or several, and filtered there. Which registered role is in an instance's profile is joined. Where AWS does not let Rolecall look the answer is 409 `not_granted` or `account_not_reachable`; while EC2 throttles, 503 `aws_busy`.",
  who: { mayDo: "instance.read" },
  query: ListInstances,
  asksWorker: true,
  answers: { 200: { description: "One page", schema: InstancePage } },
});
