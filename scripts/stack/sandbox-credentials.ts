/** The AWS environment of a process that may call the sandbox and no other AWS. */
import { devNull } from "node:os";

type Environment = Record<string, string | undefined>;

type SeededCredentials = { accessKeyId: string; secretAccessKey: string; region: string };

/** The one AWS variable that is inherited: certificate authorities, which the user's proxy may need. */
const MAY_STAY = "AWS_CA_BUNDLE";

/**
 * Returns the environment with the sandbox's keys in place of every inherited AWS variable: a session token or an endpoint of
 * the user's would break every call, and a profile could sign with real keys. The files below `~/.aws` are not read either.
 * @param inherited the environment of the launcher
 */
export function withSandboxCredentials(
  inherited: Environment,
  { accessKeyId, secretAccessKey, region }: SeededCredentials,
): Environment {
  const others = Object.entries(inherited).filter(([name]) => !name.startsWith("AWS_") || name === MAY_STAY);
  return {
    ...Object.fromEntries(others),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    // Version 1 of the AWS CLI knows only this one.
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
