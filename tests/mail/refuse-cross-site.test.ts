import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { describe, expect, it } from "vitest";
import { refuseCrossSite } from "#server/http/security";

describe("a form from another site", () => {
  it("is refused everywhere but at the one address that mail programs post to", async () => {
    const web = express().use(refuseCrossSite("https://parish.example.org"));
    // Remix would refuse a form with a strange origin once more.
    web.use((request, response) => response.sendStatus(request.headers.origin === undefined ? 204 : 500));
    const server = createServer(web).listen(0, "127.0.0.1");
    await once(server, "listening");
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const post = async (path: string) => {
      const headers = { Origin: "https://mail.example.com", "Sec-Fetch-Site": "cross-site" };
      return (await fetch(`${site}${path}`, { method: "POST", headers })).status;
    };
    try {
      expect(await post(`/unsubscribe/${crypto.randomUUID()}`)).toBe(204);
      for (const path of [
        "/account/notices",
        "/unsubscribe",
        "/unsubscribe/",
        "/unsubscribe/a/b",
        "/x/unsubscribe/a",
      ]) {
        expect(await post(path)).toBe(403);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
