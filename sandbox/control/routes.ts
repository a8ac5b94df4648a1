import { playScene, type SceneInput } from "../drift/scenes.ts";
import { parseFaults } from "../faults/settings.ts";
import type { Sandbox } from "../sandbox.ts";
import { AwsError } from "../wire/errors.ts";
import type { Received } from "../wire/request.ts";
import { credentialsOf } from "./credentials.ts";
import { type FleetInput, startFleet } from "./fleet.ts";
import { snapshotOf } from "./snapshot.ts";

type Route = (sandbox: Sandbox, query: URLSearchParams, body: unknown) => unknown;

/** The sandbox's own routes besides AWS's APIs, for tests, scripts and the start-up. */
const ROUTES: Record<string, Route> = {
  "GET /_sandbox/health": () => ({ status: "ok" }),
  "GET /_sandbox/roles": ({ seed }) => seed.lines,
  "GET /_sandbox/connections": ({ seed }, query) => {
    const partition = query.get("partition") ?? "aws";
    return seed.connections.filter((connection) => connection.partition === partition);
  },
  "GET /_sandbox/credentials": ({ world, seed }) => credentialsOf(world, seed),
  "GET /_sandbox/faults": ({ faults }) => ({ ...faults.settings, paused: faults.paused() }),
  "POST /_sandbox/faults": ({ faults }, _query, body) => {
    faults.set(parseFaults(body));
    return { ...faults.settings, paused: faults.paused() };
  },
  "DELETE /_sandbox/faults": ({ faults }) => {
    faults.reset();
    return faults.settings;
  },
  "POST /_sandbox/resume": ({ faults }, query) => {
    faults.resume(query.has("id") ? Number(query.get("id")) : undefined);
    return { paused: faults.paused() };
  },
  "GET /_sandbox/calls": ({ calls }, query) => calls.since(Number(query.get("since") ?? 0)),
  "DELETE /_sandbox/calls": ({ calls }) => {
    calls.clear();
    return [];
  },
  "GET /_sandbox/state": ({ world }, query) => {
    const account = world.account(query.get("accountId") ?? "");
    return account && snapshotOf(world, account, { ids: query.get("ids") !== "0" });
  },
  "POST /_sandbox/fleet": (sandbox, _query, body) => startFleet(sandbox, body as FleetInput),
  "POST /_sandbox/drift": (sandbox, _query, body) => {
    playScene(sandbox, body as SceneInput);
    return { status: "ok" };
  },
  "POST /_sandbox/reset": ({ world, faults, calls }) => {
    faults.reset();
    calls.clear();
    world.trail.clear();
    world.reset();
    return { status: "ok" };
  },
};

export type ControlAnswer = { status: number; body: unknown };

export function answerControl(sandbox: Sandbox, { method, path, query, body }: Received): ControlAnswer {
  const route = ROUTES[`${method} ${path}`];
  if (!route) {
    return { status: 404, body: { error: `There is no ${method} ${path}`, routes: Object.keys(ROUTES) } };
  }
  try {
    const given = body.length > 0 ? JSON.parse(body.toString("utf8")) : undefined;
    const answer = route(sandbox, new URLSearchParams(query), given);
    return answer === undefined
      ? { status: 404, body: { error: "Not found" } }
      : { status: 200, body: answer };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof AwsError) {
      return { status: 400, body: { error: error.message } };
    }
    throw error;
  }
}
