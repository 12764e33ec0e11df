import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeBranches } from "#server/http/branches";

// Routes as a build names them: by their number, some within others, with parts that are literal, named, left out or anything at all.
const part = fc.constantFrom("votes", "Parishes", "api", ":slug", ":year?", "new?", "feed.atom");
const path = fc.oneof(
  fc.array(part, { maxLength: 3 }).map((parts) => parts.join("/") || undefined),
  fc.constant("*"),
);
const routesOf = fc
  .array(fc.record({ path, isIndex: fc.boolean(), parent: fc.nat({ max: 30 }) }), { minLength: 1, maxLength: 20 })
  .map((drawn) => {
    const routes: Record<string, { id: string; parentId?: string; path?: string; index?: boolean }> = {
      root: { id: "root", path: "" },
    };
    drawn.forEach(({ path, isIndex, parent }, at) => {
      const parents = Object.values(routes).filter((route) => !route.index && !route.path?.includes("*"));
      const parentId = parents[parent % parents.length]?.id ?? "root";
      const id = `route ${at}`;
      routes[id] = isIndex && path === undefined ? { id, parentId, index: true } : { id, parentId, path };
    });
    return routes;
  });
const address = fc
  .array(fc.constantFrom("votes", "VOTES", "v%6Ftes", "parishes", "api", "new", "2026", "feed.atom", "a b", ""), {
    maxLength: 4,
  })
  .map((parts) => `/${parts.join("/")}`);

function match(build: ServerBuild, at: string): string[] | undefined {
  const childrenOf = (parentId?: string): Parameters<typeof matchRoutes>[0] =>
    Object.values(build.routes).flatMap((route) => {
      if (!route || route.parentId !== parentId) return [];
      const { id, path, index } = route;
      return [index ? { id, path, index } : { id, path, children: childrenOf(id) }];
    });
  return matchRoutes(childrenOf(), at)?.map(({ route }) => route.id as string);
}

describe("the part of the routes that an address can lead to", () => {
  it("leads to the same routes as the whole, whatever the routes and the address", () => {
    fc.assert(
      fc.property(routesOf, address, (routes, at) => {
        const build = { routes, assets: { routes } } as unknown as ServerBuild;
        const partOf = makeBranches(build, (branch) => branch);
        expect(match(partOf(at), at)).toEqual(match(build, at));
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves out what an address cannot lead to, from the list for browsers as well", () => {
    const routes = {
      root: { id: "root", path: "" },
      vote: { id: "vote", parentId: "root", path: "votes/:id" },
      parish: { id: "parish", parentId: "root", path: "parishes/:slug" },
      missing: { id: "missing", parentId: "root", path: "*" },
    };
    const build = { routes, assets: { version: "1", routes } } as unknown as ServerBuild;
    const branch = makeBranches(build, (made) => made)("/votes/7");
    expect(Object.keys(branch.routes)).toEqual(["root", "vote", "missing"]);
    expect(Object.keys(branch.assets.routes)).toEqual(["root", "vote", "missing"]);
    expect(branch.assets.version).toBe("1");
  });
});
