/** The API's operations on compute configs and default roles. */
import { z } from "zod";
import { LAUNCH_FORMATS } from "#lib/compute-configs/launch.ts";
import { CreateComputeConfig, SetDefaultRole, UpdateComputeConfig } from "#lib/compute-configs/schema.ts";
import { ComputeConfigView, DefaultRoleView, LaunchView } from "#lib/compute-configs/view.ts";
import { operation } from "../operation.ts";
import { PageInput, pageOf } from "../page.ts";

const CONFIGS = "/workspaces/{workspace}/compute-configs";
const CONFIG = `${CONFIGS}/{id}`;
const tag = "Compute configs";

export const listConfigs = operation({
  id: "listComputeConfigs",
  method: "GET",
  path: CONFIGS,
  tag,
  summary: "List the compute configs of a workspace, newest first",
  who: { mayDo: "compute_config.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(ComputeConfigView) } },
});

export const createConfig = operation({
  id: "createComputeConfig",
  method: "POST",
  path: CONFIGS,
  tag,
  summary: "Keep what clusters are started with",
  description:
    "Account, Region and instance role. Exactly one role applies to a cluster: the one chosen here, else the account's default; `appliedRole` and `why` say which.",
  who: { mayDo: "compute_config.create" },
  body: CreateComputeConfig,
  answers: { 201: { description: "Kept", schema: ComputeConfigView, isLocated: true } },
});

export const getConfig = operation({
  id: "getComputeConfig",
  method: "GET",
  path: CONFIG,
  tag,
  summary: "Show a compute config and the role that applies",
  who: { mayDo: "compute_config.read" },
  answers: { 200: { description: "The config", schema: ComputeConfigView } },
});

export const updateConfig = operation({
  id: "updateComputeConfig",
  method: "PATCH",
  path: CONFIG,
  tag,
  summary: "Change a compute config",
  who: { mayDo: "compute_config.update" },
  body: UpdateComputeConfig,
  answers: { 200: { description: "The config", schema: ComputeConfigView } },
});

export const removeConfig = operation({
  id: "removeComputeConfig",
  method: "DELETE",
  path: CONFIG,
  tag,
  summary: "Forget a compute config",
  who: { mayDo: "compute_config.remove" },
  answers: { 204: { description: "Forgotten" } },
});

export const launchConfig = operation({
  id: "getLaunchParameters",
  method: "GET",
  path: `${CONFIG}/launch`,
  tag,
  summary: "Say exactly how to start machines with a compute config",
  description:
    "In the form of one consumer, with the instance profile where EC2 wants it. While the role that applies is not Active the answer is 409 `role_not_active`, with the role's failure and its fixes; where none applies, 409 `no_role_applies`.",
  who: { mayDo: "compute_config.launch" },
  query: z.object({ format: z.enum(LAUNCH_FORMATS).default("ec2") }),
  answers: { 200: { description: "The parameters", schema: LaunchView } },
});

export const putDefaultRole = operation({
  id: "setDefaultRole",
  method: "PUT",
  path: "/workspaces/{workspace}/aws-accounts/{id}/default-role",
  tag,
  summary: "Choose the role that an account's clusters run as where none is chosen",
  who: { mayDo: "aws_account.update" },
  body: SetDefaultRole,
  answers: { 200: { description: "The choice", schema: DefaultRoleView } },
});
