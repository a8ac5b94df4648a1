/**
 * Options of next-auth. The cookie holds an opaque session id that is looked up in Postgres: signing out, or deleting
 * the row, ends the session at once. next-auth 4 refuses database sessions with a password, so its "JWT" is the id.
 */
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { log } from "#lib/log.ts";
import { addressOf } from "./address.ts";
import { sessionCookie } from "./session-cookie.ts";
import { createSession, deleteSession, findSessionUser, SESSION_DAYS } from "./session-store.ts";
import { signInWithPassword } from "./sign-in.ts";

type Told = { failed(error: unknown): void };

/**
 * Returns the options.
 * @param failed receives the refusal of a sign-in; next-auth would put its message in a URL
 */
export const authOptions = ({ failed }: Told): NextAuthOptions => ({
  providers: [
    // A CommonJS module: Node wraps its default export.
    credentialsProvider({
      name: "Email and password",
      credentials: {
        email: { label: "Email", type: "email" },
        password: { label: "Password", type: "password" },
      },
      authorize: (given, request) =>
        signInWithPassword(
          textOf(given?.email),
          textOf(given?.password),
          addressOf(request.headers?.["x-forwarded-for"]),
        ).catch((error) => {
          failed(error);
          return null;
        }),
    }),
  ],
  pages: { signIn: "/signin", error: "/signin", signOut: "/signin" },
  cookies: { sessionToken: sessionCookie() },
  session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
  jwt: {
    /** At sign-in the token names the user and a session is created; later it carries the session's id. */
    encode: async ({ token }) =>
      (token?.sessionId as string | undefined) ?? createSession(token?.sub as string),
    decode: async ({ token }) => {
      const user = token ? await findSessionUser(token) : null;
      return user && { sub: user.id, name: user.name, email: user.email, sessionId: token };
    },
  },
  callbacks: {
    session: ({ session, token }) => ({
      ...session,
      user: { id: token.sub, name: token.name, email: token.email },
    }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sessionId) await deleteSession(token.sessionId as string);
    },
  },
  logger: {
    // A revoked session is no error: next-auth clears its cookie.
    error: (code, problem) => {
      if (code !== "JWT_SESSION_ERROR" && code !== "SIGNOUT_ERROR")
        log.error({ code, err: problem }, "next-auth");
    },
    warn: (code) => log.debug({ code }, "next-auth"),
    debug: () => {},
  },
});

/** Returns a text property of a JSON body, whose values may have any type. */
function textOf(given: unknown): string {
  return typeof given === "string" ? given : "";
}

function credentialsProvider(options: Parameters<typeof CredentialsProvider>[0]) {
  const made = CredentialsProvider as typeof CredentialsProvider & { default?: typeof CredentialsProvider };
  return (made.default ?? made)(options);
}
