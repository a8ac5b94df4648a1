/** The API's operations on connected AWS accounts. */
import { z } from "zod";
import { ConnectInput, UpdateAccountInput } from "#lib/aws-accounts/schema.ts";
import { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { SETUP_FORMATS } from "#lib/setup-documents/setup-documents.ts";
import { operation } from "../operation.ts";
import { PageInput, pageOf } from "../page.ts";
import { Since, streamOf } from "./stream.ts";

const ACCOUNTS = "/workspaces/{workspace}/aws-accounts";
const ACCOUNT = `${ACCOUNTS}/{id}`;
const tag = "AWS accounts";

export const listAccounts = operation({
  id: "listAwsAccounts",
  method: "GET",
  path: ACCOUNTS,
  tag,
  summary: "List the AWS accounts of a workspace",
  who: { mayDo: "aws_account.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(AwsAccountView) } },
});

export const connectAccount = operation({
  id: "connectAwsAccount",
  method: "POST",
  path: ACCOUNTS,
  tag,
  summary: "Begin to connect an AWS account",
  description:
    "Rolecall makes the external ID; a body that names one is refused. Nothing has to exist in AWS yet: the answer, and the set-up documents, say what to create. The account is PENDING until a check passes. Hyphens and spaces in the account ID are removed; an ARN gives its account and its partition. An account that is connected already is refused with `existing.id`.",
  who: { mayDo: "aws_account.create" },
  body: ConnectInput,
  answers: { 201: { description: "Pending, with its external ID", schema: AwsAccountView, isLocated: true } },
});

export const getAccount = operation({
  id: "getAwsAccount",
  method: "GET",
  path: ACCOUNT,
  tag,
  summary: "Show an AWS account with its checks",
  who: { mayDo: "aws_account.read" },
  answers: { 200: { description: "The account", schema: AwsAccountView } },
});

export const updateAccount = operation({
  id: "updateAwsAccount",
  method: "PATCH",
  path: ACCOUNT,
  tag,
  summary: "Rename an account, or change its connection role or the scope of its set-up",
  description:
    "Another connection role has to be proven: the account is PENDING, and a check of it starts at once.",
  who: { mayDo: "aws_account.update" },
  body: UpdateAccountInput,
  answers: { 200: { description: "The account", schema: AwsAccountView } },
});

export const removeAccount = operation({
  id: "removeAwsAccount",
  method: "DELETE",
  path: ACCOUNT,
  tag,
  summary: "Forget an AWS account",
  description:
    "Refused with `account_in_use` and the list `instanceRoles` while roles are registered in it. What the set-up documents created stays in AWS.",
  who: { mayDo: "aws_account.remove" },
  answers: { 204: { description: "Forgotten" } },
});

export const checkAccount = operation({
  id: "checkAwsAccount",
  method: "POST",
  path: `${ACCOUNT}/check`,
  tag,
  summary: "Check an account now",
  description:
    "Proves that Rolecall gets in with the external ID and not without it, that it is the account that was meant, and that each permission is there. A check in hand is joined. Accounts are checked by themselves as well.",
  who: { mayDo: "aws_account.check" },
  waits: true,
  answers: {
    201: { description: "Checked while the caller waited", schema: AwsAccountView, isLocated: true },
    202: {
      description: "Being checked; ask again until `checking` is gone",
      schema: AwsAccountView,
      isLocated: true,
    },
  },
});

export const rotateAccount = operation({
  id: "rotateExternalId",
  method: "POST",
  path: `${ACCOUNT}/rotate-external-id`,
  tag,
  summary: "Make a new external ID beside the old one",
  description:
    "The new one is pending until a check passes with it; the old one keeps working until then. While one is pending it is answered again.",
  who: { mayDo: "aws_account.update" },
  answers: { 201: { description: "With `pendingExternalId`", schema: AwsAccountView, isLocated: true } },
});

export const cancelAccountRotation = operation({
  id: "cancelRotation",
  method: "DELETE",
  path: `${ACCOUNT}/rotate-external-id`,
  tag,
  summary: "Give up the new external ID",
  description:
    "The one in use stays. Where the trust policy asks for the new one already, put the old one back. Refused with `conflict` when none is pending any more.",
  who: { mayDo: "aws_account.update" },
  answers: { 200: { description: "Without `pendingExternalId`", schema: AwsAccountView } },
});

export const streamAccounts = operation({
  id: "streamAwsAccounts",
  method: "GET",
  path: `${ACCOUNTS}/events`,
  tag,
  summary: "Follow where the AWS accounts of a workspace stand by server-sent events",
  who: { mayDo: "aws_account.read" },
  query: Since,
  answers: streamOf(
    "`account`: `{ id, status, checking?, checkedAt?, version }`, when one of these has changed · `removed`: `{ id }`",
  ),
});

export const streamAccount = operation({
  id: "streamAwsAccount",
  method: "GET",
  path: `${ACCOUNT}/events`,
  tag,
  summary: "Follow one AWS account, and its check while it goes on, by server-sent events",
  who: { mayDo: "aws_account.read" },
  query: Since,
  answers: streamOf("`account`: an AwsAccount, the event's id being its `version` · `removed`: `{ id }`"),
});

export const getSetup = operation({
  id: "getAwsAccountSetup",
  method: "GET",
  path: `${ACCOUNT}/setup`,
  tag,
  summary: "A document that creates the connection role and the policies, all values filled in",
  who: { mayDo: "aws_account.read" },
  query: z.object({ format: z.enum(SETUP_FORMATS).default("cloudformation") }),
  answers: {
    200: {
      description:
        "`cloudformation`: application/yaml · `terraform`: text/plain · `cli`: text/x-shellscript · `json`: application/json",
      media: {
        "application/yaml": z.string(),
        "text/plain": z.string(),
        "text/x-shellscript": z.string(),
        "application/json": z.looseObject({}),
      },
    },
  },
});

export const getSetupTemplate = operation({
  id: "getSetupTemplate",
  method: "GET",
  path: "/setup-template",
  tag,
  summary: "The CloudFormation template for any account, for an operator to publish",
  description:
    "Keep it in S3 and name it in ROLECALL_CLOUDFORMATION_TEMPLATE_URL: the pages then offer a one-click link that fills in the platform principal and the external ID.",
  who: "everybody",
  answers: {
    200: { description: "The template", media: { "application/yaml": z.string() } },
  },
});
