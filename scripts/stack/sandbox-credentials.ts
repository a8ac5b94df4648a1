/** What a process is given that is to know the sandbox's AWS and no other. */
import { devNull } from "node:os";

type Environment = Record<string, string | undefined>;

type Given = { accessKeyId: string; secretAccessKey: string; region: string };

/** Says whom to trust, not who one is or where to go: a proxy of the user's may need it. */
const MAY_STAY = "AWS_CA_BUNDLE";

/**
 * An environment in which AWS is signed for with the sandbox's keys alone. Of what is inherited no AWS variable
 * stays: a session token or an endpoint of the user's would spoil every call, a profile could sign with real keys.
 * The files below `~/.aws` are not read either.
 * @param inherited what the process would have been given
 */
export function withSandboxCredentials(
  inherited: Environment,
  { accessKeyId, secretAccessKey, region }: Given,
): Environment {
  const others = Object.entries(inherited).filter(([name]) => !name.startsWith("AWS_") || name === MAY_STAY);
  return {
    ...Object.fromEntries(others),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    // The first version of the AWS CLI knows only this one.
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
