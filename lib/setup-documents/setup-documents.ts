/** The set-up documents by format, as they are downloaded. Browser-safe. */
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { cliScript } from "./cli.ts";
import { cloudFormationTemplate } from "./cloudformation.ts";
import { setupJson } from "./json.ts";
import type { Setup } from "./setup.ts";
import { terraformConfiguration } from "./terraform.ts";

export const SETUP_FORMATS = ["cloudformation", "terraform", "cli", "json"] as const;
export type SetupFormat = (typeof SETUP_FORMATS)[number];

export type SetupDocument = { fileName: string; mediaType: string; body: string };

const FORMATS: Record<SetupFormat, (setup: Setup) => SetupDocument> = {
  cloudformation: (setup) => ({
    fileName: `rolecall-${setup.accountId}.yaml`,
    mediaType: "application/yaml",
    body: cloudFormationTemplate(setup),
  }),
  terraform: (setup) => ({
    fileName: `rolecall-${setup.accountId}.tf`,
    mediaType: "text/plain",
    body: terraformConfiguration(setup),
  }),
  cli: (setup) => ({
    fileName: `rolecall-${setup.accountId}.sh`,
    mediaType: "text/x-shellscript",
    body: cliScript(setup),
  }),
  json: (setup) => ({
    fileName: `rolecall-${setup.accountId}.json`,
    mediaType: "application/json",
    body: `${prettyPolicy(setupJson(setup))}\n`,
  }),
};

/** One document with every value filled in. */
export function setupDocument(setup: Setup, format: SetupFormat): SetupDocument {
  return FORMATS[format](setup);
}
