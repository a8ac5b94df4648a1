import { baseUrl } from "./caller.ts";

/** The fields of a form; pairs where a name occurs twice. */
type Fields = Record<string, string> | [string, string][];

/** A browser's cookies, by name. */
export class Jar {
  readonly cookies = new Map<string, string>();

  async fetch(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Response> {
    const response = await fetch(`${baseUrl()}${path}`, {
      redirect: "manual",
      headers: {
        ...headers,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) as unknown as [string, string, string];
      if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Posts a form with the CSRF token. */
  async post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const given = Array.isArray(fields) ? fields : Object.entries(fields);
    return this.fetch(path, [...given, ["csrfToken", csrfToken], ["json", "true"]], headers);
  }

  signIn(given: Fields, headers?: Record<string, string>): Promise<Response> {
    return this.post("/api/auth/callback/credentials", given, headers);
  }
}
