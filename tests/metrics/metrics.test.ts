import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnv, StartupProblem } from "#server/env";
import { answerMetrics, makeRouteNames, measureRequests } from "#server/http/metrics";
import type { Metrics } from "#server/metrics/metrics";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

const token = "a-token-that-nobody-would-guess";
const authorization = `Bearer ${token}`;

let world: World;
let server: Server;
let url: string;
let metrics: Metrics;

// A few routes in the shape in which the built pages name them.
const route = (id: string, path: string | undefined, parentId?: string) => ({
  [id]: { id, parentId, path, module: {} as never },
});
const routes = {
  ...route("root", ""),
  ...route("routes/votes_.$id", "votes/:id", "root"),
  ...route("routes/parishes.$slug.review", "parishes/:slug/review", "root"),
  ...route("routes/feeds.$token", "feeds/:token/feed.atom", "root"),
};

beforeAll(async () => {
  world = await makeWorld({ METRICS_TOKEN: token }, { hasHall: true });
  metrics = world.app.metrics as Metrics;
  const web = express();
  web.get("/metrics", answerMetrics(metrics, token));
  web.use(measureRequests(metrics, makeRouteNames(routes)));
  web.use((_request, response) => void response.send("answered"));
  server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await world.stop();
});

const read = async () => (await fetch(`${url}/metrics`, { headers: { authorization } })).text();
const linesOf = (text: string, start: string) => text.split("\n").filter((line) => line.startsWith(start));
const namesIn = (text: string) => new Set(text.split("\n").flatMap((line) => /^[a-z_]+/.exec(line)?.[0] ?? []));

describe("who may read the figures", () => {
  it("is whoever shows the token, and nobody else, from this machine neither", async () => {
    for (const shown of [undefined, "", "Bearer", `Bearer ${token}x`, `Basic ${token}`, token]) {
      const answer = await fetch(`${url}/metrics`, { headers: shown === undefined ? {} : { authorization: shown } });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain("parish_");
    }
    const answer = await fetch(`${url}/metrics`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is nobody where no token is set; one that is easily guessed is not taken", async () => {
    expect(readEnv({ NODE_ENV: "test" }).metricsToken).toBeUndefined();
    expect(() => readEnv({ NODE_ENV: "test", METRICS_TOKEN: "short" })).toThrow(StartupProblem);
    const other = await makeWorld();
    expect(other.app.metrics).toBeNull();
    await other.stop();
  });
});

describe("the figures", () => {
  it("tell how long requests took under their route's pattern, and never an address", async () => {
    await fetch(`${url}/parishes/millbrook-green/review`);
    await fetch(`${url}/feeds/a-private-token/feed.atom`);
    await fetch(`${url}/no/such/page`);
    await fetch(`${url}/parishes/millbrook-green/review`, { method: "POST" });
    const text = await read();
    const counted = linesOf(text, "parish_http_request_duration_seconds_count");
    for (const pattern of ["/parishes/:slug/review", "/feeds/:token/feed.atom", "none"]) {
      expect(counted).toContainEqual(expect.stringContaining(`{method="GET",route="${pattern}",status="2xx"} 1`));
    }
    expect(counted).toContainEqual(expect.stringContaining('{method="POST",route="/parishes/:slug/review"'));
    expect(text).not.toMatch(/millbrook|a-private-token|no\/such/);
  });

  it("tell of letters, jobs, sockets, the event loop, and votes that are due", async () => {
    const createdAt = new Date((await world.app.now()).getTime() - 60_000);
    const letter = { recipient: "kim@example.org", subject: "Your code is 482913", text: "482913", createdAt };
    await world.app.db.mail.create({ data: { ...letter, key: "one" } });
    await world.app.db.mail.create({ data: { ...letter, key: "two", lastError: "no", failedAt: createdAt } });
    const text = await read();
    expect(text).toContain('parish_mail{state="waiting"} 1');
    expect(text).toContain('parish_mail{state="given_up"} 1');
    expect(Number(linesOf(text, "parish_mail_oldest_seconds ")[0]?.split(" ")[1])).toBeGreaterThanOrEqual(60);
    expect(text).toContain("parish_votes_due 0");
    expect(text).toContain("parish_sockets 0");
    expect(text).toContain("parish_database_up 1");
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    expect(text).not.toMatch(/kim@|482913/);
  });
});

describe("no metric tells of a sealed vote", () => {
  it("moves no figure when ballots are cast, by socket or by form, and names no vote", async () => {
    const { db } = world.app;
    const councilId = (await makeCouncil(db)).id;
    const wardId = (await makeWard(db, councilId)).id;
    const convenor = await makeResident(db, wardId);
    const parish = await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId: convenor.id });
    const voters = await makeResidents(db, wardId, 6);
    const opensAt = await world.app.now();
    const closesAt = new Date(opensAt.getTime() + 3_600_000);
    const question = "Shall the sealed bins be emptied?";
    const sealed = await makeVote(world, { parishId: parish.id, opensAt, closesAt, publicity: "sealed", question });
    await world.app.settle();
    await fetch(`${url}/votes/${sealed.id}`);
    const before = await read();

    for (const personId of voters) expect((await castAs(world, personId, sealed.id, "for")).ok).toBe(true);
    const body = new URLSearchParams({ choice: "for" });
    for (const address of [
      `/votes/${sealed.id}`,
      `/Votes/${sealed.id}/`,
      `//votes/${sealed.id}?index`,
      "/no/such/page",
    ]) {
      for (const method of ["POST", "PUT"]) await fetch(`${url}${address}`, { method, body });
    }

    const after = await read();
    const ours = (text: string) =>
      linesOf(text, "parish_").filter((line) => !line.startsWith("parish_mail_oldest_seconds "));
    expect(ours(after)).toEqual(ours(before));
    expect(after).toContain('route="/votes/:id"');
    expect(after).not.toContain(sealed.id);
    expect(after).not.toContain(question);
    // The rest is of the machine alone.
    for (const name of namesIn(after)) expect(name).toMatch(/^(parish|nodejs|process)_/);
    for (const name of namesIn(after)) expect(name).not.toMatch(/ballot|cast|tally|turnout/);
  });
});
