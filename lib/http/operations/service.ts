/** The API's public operations. */
import { z } from "zod";
import { ReadinessView, ServiceInfoView } from "#lib/service/view.ts";
import { operation } from "../operation.ts";

const tag = "Service";

export const getServiceInfo = operation({
  id: "getServiceInfo",
  method: "GET",
  path: "/service-info",
  tag,
  summary: "What this installation is",
  who: "everybody",
  answers: { 200: { description: "The service", schema: ServiceInfoView } },
});

export const getOpenApi = operation({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  tag,
  summary: "This document",
  who: "everybody",
  answers: { 200: { description: "OpenAPI 3.1", schema: z.looseObject({ openapi: z.string() }) } },
});

export const getLiveness = operation({
  id: "getLiveness",
  method: "GET",
  path: "/api/health/live",
  tag,
  summary: "Whether the process is up",
  who: "everybody",
  answers: { 200: { description: "It is", schema: z.object({ status: z.literal("ok") }) } },
});

export const getReadiness = operation({
  id: "getReadiness",
  method: "GET",
  path: "/api/health/ready",
  tag,
  summary: "Whether database, migrations and worker are fine",
  who: "everybody",
  answers: {
    200: { description: "All of them are", schema: ReadinessView },
    503: { description: "Says which is not", schema: ReadinessView },
  },
});
