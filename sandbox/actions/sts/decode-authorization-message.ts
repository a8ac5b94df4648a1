import { decodeMessage } from "../../authorization/encoded-message.ts";
import { AwsError } from "../../wire/errors.ts";
import { text } from "../../wire/params.ts";
import { defineAction } from "../action.ts";

export const decodeAuthorizationMessage = defineAction({
  service: "sts",
  name: "DecodeAuthorizationMessage",
  params: { EncodedMessage: text({ min: 1, max: 10_240 }) },
  access: () => [{ action: "sts:DecodeAuthorizationMessage", resource: "*" }],
  run: ({ params }) => {
    const DecodedMessage = decodeMessage(params.EncodedMessage);
    if (DecodedMessage !== undefined) return { DecodedMessage };
    throw new AwsError(
      "InvalidAuthorizationMessageException",
      400,
      "The error returned if the message passed to DecodeAuthorizationMessage was invalid. This can happen if the token contains invalid characters, such as line breaks, or if the message has expired.",
    );
  },
});
