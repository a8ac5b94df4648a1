/** The operations during which a worker is killed. */
import type { RoleName } from "./accounts.ts";
import { type Lane, register, removeAll } from "./lane.ts";

export type Case = {
  name: string;
  /** Prepares the lane; settled before the round. */
  arrange?(lane: Lane): Promise<void>;
  /** Starts the operation that is disturbed. */
  act(lane: Lane): Promise<void>;
  /** A concurrent action while the first call is held. */
  meanwhile?(lane: Lane): Promise<void>;
};

const registers = (name: RoleName) => (lane: Lane) => register(lane.first, lane, name);

export const CASES: Case[] = [
  { name: "register a role that needs everything", act: registers("needs-everything") },
  { name: "register a role with a profile and a policy", act: registers("half-ready") },
  { name: "register a role whose profile name is taken", act: registers("name-taken") },
  { name: "register a role beside a profile that only looks like Rolecall's", act: registers("look-alike") },
  {
    name: "remove a role beside another team's profile and policy",
    arrange: registers("unmarked"),
    act: ({ first }) => removeAll(first),
  },
  { name: "fail where one policy may not be attached", act: registers("half-denied") },
  { name: "fail at a permissions boundary, with everything attached", act: registers("bounded") },
  {
    name: "register one role in two workspaces at once",
    async act(lane) {
      await Promise.all([lane.first, lane.second].map((ctx) => register(ctx, lane, "needs-everything")));
    },
  },
  {
    name: "remove a role",
    arrange: registers("needs-everything"),
    act: ({ first }) => removeAll(first),
  },
  {
    name: "remove a role with a profile and a policy from before",
    arrange: registers("half-ready"),
    act: ({ first }) => removeAll(first),
  },
  {
    name: "remove a role from two workspaces at once",
    async arrange(lane) {
      await register(lane.first, lane, "needs-everything");
      await register(lane.second, lane, "needs-everything");
    },
    async act({ first, second }) {
      await Promise.all([removeAll(first), removeAll(second)]);
    },
  },
  {
    name: "remove a role of which one policy may not be detached",
    arrange: registers("held-fast"),
    act: ({ first }) => removeAll(first),
  },
  {
    name: "remove a role from one workspace while another registers it",
    arrange: registers("needs-everything"),
    async act(lane) {
      await Promise.all([removeAll(lane.first), register(lane.second, lane, "needs-everything")]);
    },
  },
  {
    name: "remove a role while it is being registered",
    act: registers("needs-everything"),
    meanwhile: ({ first }) => removeAll(first),
  },
];
