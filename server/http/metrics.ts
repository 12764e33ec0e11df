import { createHash, timingSafeEqual } from "node:crypto";
import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import type { RequestHandler } from "express";
import { noRoute } from "../metrics/may-count";
import type { Metrics } from "../metrics/metrics";

type RouteTree = Parameters<typeof matchRoutes>[0];

/** The pattern of the route that an address belongs to: `/votes/:id`. */
export function makeRouteNames(routes: ServerBuild["routes"]): (path: string) => string {
  const tree = childrenOf(undefined);
  function childrenOf(parentId: string | undefined): RouteTree {
    return Object.values(routes).flatMap((route) => {
      if (!route || route.parentId !== parentId) return [];
      const { id, path, index } = route;
      return [index ? { id, path, index } : { id, path, children: childrenOf(id) }];
    });
  }
  return (path) => {
    const matches = matchRoutes(tree, path);
    const parts = (matches ?? []).flatMap(({ route }) => route.path || []);
    return matches ? `/${parts.join("/")}` : noRoute;
  };
}

/** Notes how long each request takes, under its route's pattern. */
export function measureRequests(metrics: Metrics, routeOf: (path: string) => string): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now();
    const { method } = request;
    const route = routeOf(request.path);
    response.once("finish", () => {
      const seconds = (performance.now() - startedMs) / 1_000;
      metrics.noteRequest({ method, route, status: response.statusCode, seconds });
    });
    next();
  };
}

/**
 * Answers `GET /metrics` to whoever shows the token, and nobody else. Where the program listens says nothing about who asks, because a proxy on
 * the same machine asks for everybody; so there is no way in without the token.
 */
export function answerMetrics(metrics: Metrics, token: string): RequestHandler {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const wanted = hash(`Bearer ${token}`);
  return (request, response, next) => {
    response.set("Cache-Control", "no-store");
    // Hashes are of one length, so the time that comparing takes says nothing about the token.
    if (!timingSafeEqual(hash(request.headers.authorization ?? ""), wanted)) {
      response.status(401).set("WWW-Authenticate", "Bearer").type("text/plain");
      response.send("Show the token of METRICS_TOKEN.\n");
      return;
    }
    metrics
      .read()
      .then(
        (text) => response.set("Content-Type", metrics.contentType).send(text),
        () =>
          response.status(503).type("text/plain").send("The figures could not be gathered. Try again in a moment.\n"),
      )
      .catch(next);
  };
}
