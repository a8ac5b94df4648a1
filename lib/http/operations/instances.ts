/** The API's operations on the EC2 instances of connected accounts. */
import { ChangeView } from "#lib/instances/change/view.ts";
import { AttachInstances, ListInstances, PutInstanceRole, RegionQuery } from "#lib/instances/schema.ts";
import { InstancePage } from "#lib/instances/view.ts";
import { operation } from "../operation.ts";

const INSTANCES = "/workspaces/{workspace}/aws-accounts/{id}/instances";
const INSTANCE_ROLE = `${INSTANCES}/{instanceId}/instance-role`;
const CHANGE = `${INSTANCES}/changes/{changeId}`;
const tag = "EC2 instances";

const started = {
  200: {
    description: "Settled while the caller waited, each instance with its outcome",
    schema: ChangeView,
    isLocated: true,
  },
  202: { description: "Under way; ask again at its location", schema: ChangeView, isLocated: true },
};

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

export const putInstanceRole = operation({
  id: "attachInstanceRole",
  method: "PUT",
  path: INSTANCE_ROLE,
  tag,
  summary: "Attach a role to an EC2 instance, in the place of whatever is on it",
  description:
    "The role's instance profile is associated where none is, put in the place of another while the instance runs, taken off and on again while it is stopped, and left alone where it is on already. What was on before is recorded for the undo. The account has to have opted into it (409 `not_granted`), the role to be Active (409 `role_not_active`), and nobody else in the workspace to be changing the instance (409 `instance_in_use`).",
  who: { mayDo: "instance.attach" },
  body: PutInstanceRole,
  waits: true,
  answers: started,
});

export const detachInstanceRole = operation({
  id: "detachInstanceRole",
  method: "DELETE",
  path: INSTANCE_ROLE,
  tag,
  summary: "Take the instance profile off an EC2 instance",
  description:
    "Taking off is not revoking: credentials that are on the machine already live on until they expire.",
  who: { mayDo: "instance.attach" },
  query: RegionQuery,
  waits: true,
  answers: started,
});

export const attachToInstances = operation({
  id: "attachToInstances",
  method: "POST",
  path: `${INSTANCES}/attach`,
  tag,
  summary: "Attach a role to many EC2 instances, or take off what is on them",
  description:
    "As for one. Instances that somebody else in the workspace is changing have failed from the start (`instance_in_use`); the others go on.",
  who: { mayDo: "instance.attach" },
  body: AttachInstances,
  waits: true,
  answers: started,
});

export const getChange = operation({
  id: "getInstanceChange",
  method: "GET",
  path: CHANGE,
  tag,
  summary: "Show how far a change of EC2 instances is",
  who: { mayDo: "instance.read" },
  answers: { 200: { description: "The change", schema: ChangeView } },
});

export const undoInstanceChange = operation({
  id: "undoInstanceChange",
  method: "POST",
  path: `${CHANGE}/undo`,
  tag,
  summary: "Give each instance of a change back what was on it before",
  description: "An instance that has been changed since stays as it is (`changed_since`).",
  who: { mayDo: "instance.attach" },
  waits: true,
  answers: started,
});
