"use client";
import type { ReactNode } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";

type WhileAsRenderedProps = { rendered: InstanceRoleView; children: ReactNode };

/** What the server said of a state is not shown beside the next one, until the page has been rendered again. */
export function WhileAsRendered({ rendered, children }: WhileAsRenderedProps) {
  const { status, failure } = useLiveRole(rendered);
  const isSame = status === rendered.status && failure?.reason === rendered.failure?.reason;
  return isSame ? children : null;
}
