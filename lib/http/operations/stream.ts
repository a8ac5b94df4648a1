/** What all operations that stream server-sent events have in common. */
import { z } from "zod";
import type { Success } from "../operation.ts";

export const Since = z.object({
  since: z
    .string()
    .regex(/^\d{1,18}$/, "A version is a number")
    .optional()
    .describe("The highest `version` seen so far, where there is no Last-Event-ID yet"),
});

/** The success of a stream. `events` describes the events after `ready`. */
export function streamOf(events: string): Record<number, Success> {
  return {
    200: {
      description: `\`ready\`, first of all: \`{}\`, its id being where the stream starts · ${events}. Resumes with \`Last-Event-ID\`.`,
      media: { "text/event-stream": z.string() },
    },
  };
}
