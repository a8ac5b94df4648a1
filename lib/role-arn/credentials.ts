/** AWS credentials by their looks: never to be repeated, logged or kept. Browser-safe. */

// Letters before it are of a word ("EURASIA…"), unless they are small: `keyAKIA…` is a key with its label.
const KEY_ID = /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,}/;
const EXACT_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/;
const SECRET = "[A-Za-z0-9/+=]{40}";
const SESSION_TOKEN = "(?:IQoJ|FwoG|FQoG|AQoD)[A-Za-z0-9+/=]{40,}";
const API_KEY = "ABSK[A-Za-z0-9+/=]{20,}";
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** An access key ID, also with words around it; a secret access key; or a session token. */
export function isCredential(given: string): boolean {
  const text = given.trim();
  const isSecret = new RegExp(`^${SECRET}$`).test(text) && isMixed(text);
  const isKeyId = KEY_ID.test(text) || /^(?:akia|asia)[a-z2-7]{16}$/i.test(text);
  return isKeyId || isSecret || new RegExp(`^(?:${SESSION_TOKEN}|${API_KEY})$`).test(text);
}

/** One of them anywhere within; it may take for one what is none. */
export function holdsCredential(text: string): boolean {
  const secrets = text.match(new RegExp(`(?<![A-Za-z0-9/+=])${SECRET}(?![A-Za-z0-9/+=])`, "g")) ?? [];
  const isSecret = secrets.some(isMixed) || new RegExp(SESSION_TOKEN).test(text);
  return isSecret || KEY_ID.test(text) || PRIVATE_KEY.test(text);
}

/**
 * One of them in a text that may hold ARNs and addresses, whose parts look like secrets: of those only the exact form
 * of an access key ID counts. A label that ends in `=` is told from the secret behind it.
 */
export function holdsCredentialBesideArns(text: string): boolean {
  const others = text.replace(/(?:arn:aws[a-z-]*:|https?:\/\/)[^\s"'`<>]*/gi, " ");
  return (
    EXACT_KEY_ID.test(text) ||
    holdsCredential(others.replace(/(?<![A-Za-z_])[A-Za-z_]+\s{0,9}=(?=\s{0,9}\S)/g, " "))
  );
}

const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
