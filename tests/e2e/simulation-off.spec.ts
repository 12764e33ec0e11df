import { expect, test } from "@playwright/test";
import { type BuiltServer, startBuiltServer } from "../support/server";

let server: BuiltServer;

test.beforeAll(async () => {
  server = await startBuiltServer({ environment: { SIMULATION: "off" }, name: "simulation-off" });
});

test.afterAll(() => server?.stop());

const pages = ["/simulation", "/simulation/clock", "/simulation/crowd", "/simulation/post-room"];
const forms: { path: string; form: Record<string, string> }[] = [
  { path: "/simulation/clock", form: { advance: "P1D" } },
  { path: "/simulation/crowd", form: { state: "on" } },
  { path: "/sign-in/as", form: { person: "operator" } },
];

for (const path of [...pages, "/simulation/post-room/11111111-1111-4111-8111-111111111111"]) {
  test(`${path} does not exist without the simulation`, async ({ request }) => {
    expect((await request.get(`${server.url}${path}`)).status()).toBe(404);
  });
}

for (const { path, form } of forms) {
  test(`a form to ${path} does not exist without the simulation`, async ({ request }) => {
    const answer = await request.post(`${server.url}${path}`, { form, maxRedirects: 0 });
    expect(answer.status()).toBe(404);
    expect(answer.headers()["set-cookie"] ?? "").not.toContain("session=");
  });
}
