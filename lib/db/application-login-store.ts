import pg from "pg";

/**
 * Creates the login of `applicationUrl`, or sets its password: a role that may become `rolecall_app` and owns and
 * inherits nothing. Does nothing where both URLs name one user.
 * @param ownerUrl the database's owner, who may create roles
 */
export async function makeApplicationLogin(ownerUrl: string, applicationUrl: string): Promise<void> {
  const { username, password } = new URL(applicationUrl);
  if (username === new URL(ownerUrl).username) return;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const login = decodeURIComponent(username);
    const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]);
    const [name, secret] = [
      client.escapeIdentifier(login),
      client.escapeLiteral(decodeURIComponent(password)),
    ];
    const verb = rowCount ? "ALTER" : "CREATE";
    await client.query(`${verb} ROLE ${name} LOGIN NOINHERIT PASSWORD ${secret}`);
    await client.query(`GRANT rolecall_app TO ${name}`);
  } finally {
    await client.end();
  }
}
