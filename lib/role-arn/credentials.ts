/** AWS credentials by their looks: never to be repeated, logged or kept. Browser-safe. */

const KEY_ID = /(?:AKIA|ASIA)[A-Z0-9]{12,}/;
const SECRET = "[A-Za-z0-9/+=]{40}";
const SESSION_TOKEN = "(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9+/=]{40,}";

/** An access key ID, also with words around it; a secret access key; or a session token. */
export function isCredential(given: string): boolean {
  const text = given.trim();
  const isSecret = new RegExp(`^${SECRET}$`).test(text) && isMixed(text);
  return KEY_ID.test(text) || isSecret || new RegExp(`^${SESSION_TOKEN}$`).test(text);
}

/** One of them anywhere within; it may take for one what is none. */
export function holdsCredential(text: string): boolean {
  const secrets = text.match(new RegExp(`(?<![A-Za-z0-9/+=])${SECRET}(?![A-Za-z0-9/+=])`, "g")) ?? [];
  return KEY_ID.test(text) || secrets.some(isMixed) || new RegExp(SESSION_TOKEN).test(text);
}

const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
