import { type APIRequestContext, expect, test } from "@playwright/test";

const noScriptTitle = `<script>document.title="taken"</script>`;
const manyCharacters = "a".repeat(10_000);
const someUuid = "00000000-0000-4000-8000-000000000000";

/** Signs in as an example account; the cookie stays with the requests of the test. */
async function signInAs(request: APIRequestContext, person: string): Promise<void> {
  const answer = await request.post("/sign-in/as", { form: { person }, maxRedirects: 0 });
  expect(answer.status()).toBe(302);
}

async function newPowerId(request: APIRequestContext): Promise<string> {
  const page = await (await request.get("/parishes/millbrook-green/proposals/new")).text();
  const found = /name="powerId"[^>]*value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})"[^>]*name="powerId"/.exec(page);
  return found?.[1] ?? found?.[2] ?? "";
}

const headersOfOtherSites: Record<string, string>[] = [
  { "sec-fetch-site": "cross-site" },
  { origin: "https://elsewhere.example" },
  { origin: "null" },
];

for (const header of headersOfOtherSites) {
  test(`a form sent from another site is refused: ${JSON.stringify(header)}`, async ({ request }) => {
    const answer = await request.post("/sign-in/as", {
      form: { person: "resident" },
      headers: header,
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
  });
}

test("a page of another site cannot send a form here", async ({ page, baseURL }) => {
  await page.route("https://elsewhere.example/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<form method="post" action="${baseURL}/simulation/clock"><input name="advance" value="P1D"><button>Win</button></form>`,
    }),
  );
  await page.goto("https://elsewhere.example/");
  const answered = page.waitForResponse((response) => response.url() === `${baseURL}/simulation/clock`);
  await page.getByRole("button", { name: "Win" }).click();
  expect((await answered).status()).toBe(403);
});

for (const path of [
  "/parishes/no-such-parish",
  "/parishes/no-such-parish/charter",
  "/parishes/no-such-parish/powers",
  "/parishes/no-such-parish/founding",
  "/parishes/no-such-parish/support",
  "/parishes/no-such-parish/charter-vote",
  "/parishes/no-such-parish/proposals",
  "/parishes/no-such-parish/minutes",
  "/parishes/no-such-parish/minutes.ndjson",
  "/parishes/no-such-parish/sunset",
  `/parishes/${"x".repeat(3_000)}`,
  "/parishes/%00",
  "/parishes/%00/minutes",
  "/parishes/%00/minutes.ndjson",
  "/parishes/%F0%9F%98%80",
  "/parishes/millbrook-green'--",
  "/parishes/millbrook-green/proposals/0",
  "/parishes/millbrook-green/proposals/-1",
  "/parishes/millbrook-green/proposals/999999",
  "/parishes/millbrook-green/proposals/99999999999999999999",
  "/parishes/millbrook-green/proposals/1e3",
  `/votes/${someUuid}`,
  "/votes/not-a-uuid",
  "/votes/zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
  `/votes/${someUuid}/ballots.ndjson`,
  "/votes/not-a-uuid/ballots.ndjson",
  "/councils/no-such-council",
  "/councils/%00",
  "/councils/%00/docket",
  "/act/s0",
  "/act/s54",
  "/act/s29x",
  "/act/constructor",
  "/api/v1/parishes/no-such-parish",
  "/api/v1/parishes/%00",
  "/api/v1/votes/not-a-uuid",
  `/api/v1/votes/${someUuid}`,
  "/api/v2",
  "/simulation/post-room/not-a-uuid",
  `/simulation/post-room/${someUuid}`,
]) {
  test(`nothing is kept at ${path.slice(0, 60)}`, async ({ request }) => {
    expect((await request.get(path)).status()).toBe(404);
  });
}

for (const path of [
  "/parishes?after=%00",
  "/api/v1/parishes?after=%00",
  "/api/v1/votes?after=no-such-vote",
  "/parishes?search=%00",
  "/councils?search=%00",
  "/councils?page=99999999999999999999",
  "/councils/wexcombe?after=%00",
  "/account/residency?change=yes&search=%00",
  "/account/residency?change=yes&council=%00",
  "/account/residency?ward=%00",
  "/parishes/millbrook-green/proposals?state=%00&page=99999999999999999999",
  "/parishes/millbrook-green/minutes?before=99999999999999999999",
  "/sign-in?to=%00",
]) {
  test(`a question that makes no sense is no fault of the server: ${path}`, async ({ request }) => {
    await signInAs(request, "observer");
    expect((await request.get(path)).status()).toBeLessThan(500);
  });
}

const formsToNothing: Record<string, Record<string, string>> = {
  "/votes/not-a-uuid": { choice: "for" },
  [`/votes/${someUuid}`]: { choice: "for" },
  "/parishes/no-such-parish/support": { intent: "support" },
  "/parishes/no-such-parish/founding/aim": { name: "A" },
  "/parishes/millbrook-green/proposals/999999": { intent: "second" },
  "/parishes/no-such-parish/proposals/new": { intent: "submit", title: "A" },
  [`/councils/wexcombe/docket/${someUuid}`]: { intent: "acknowledge" },
  "/councils/wexcombe/docket/not-a-uuid": { intent: "acknowledge" },
  [`/councils/wexcombe/docket/${someUuid}/powers/not-a-uuid`]: { decision: "grant" },
};

for (const [path, form] of Object.entries(formsToNothing)) {
  test(`a form to ${path} is answered as unknown`, async ({ request }) => {
    await signInAs(request, path.startsWith("/councils") ? "officer" : "resident");
    expect((await request.post(path, { form, maxRedirects: 0 })).status()).toBe(404);
  });
}

const formsWithNull: Record<string, Record<string, string>> = {
  "/sign-in/as": { person: "\0" },
  "/sign-in": { email: "a\0@example.org" },
  "/account/name": { name: "Ada\0Marsh" },
  "/account/residency": { intent: "claim", ward: "\0", address: "4 Mill Lane", age: "yes" },
  "/parishes/new": { name: "Mill\0Brook" },
};

for (const [path, form] of Object.entries(formsWithNull)) {
  test(`a form to ${path} with a null character is refused`, async ({ request }) => {
    await signInAs(request, "observer");
    const answer = await request.post(path, { form, maxRedirects: 0 });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
  });
}

for (const type of ["application/json", "text/plain", "multipart/form-data"]) {
  test(`what is no form is refused: ${type}`, async ({ request }) => {
    const answer = await request.post("/sign-in", { data: "x", headers: { "content-type": type }, maxRedirects: 0 });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
  });
}

for (const [what, cookie] of Object.entries({
  forged: "session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  empty: "session=",
  oversized: `session=${"a".repeat(6_000)}`,
  garbage: "session=%00%FF'--; session=; ;;=",
})) {
  test(`a session that is ${what} is nobody's`, async ({ request }) => {
    expect((await request.get("/account", { headers: { cookie }, maxRedirects: 0 })).status()).toBe(401);
  });
}

test("what a form says is shown as text and never run", async ({ page, request }) => {
  await signInAs(request, "neighbour");
  const powerId = await newPowerId(request);
  expect(powerId).not.toBe("");
  const title = `${noScriptTitle} 🌻 & "quotes"`;
  const draft = crypto.randomUUID();
  const saved = await request.post("/parishes/millbrook-green/proposals/new", {
    form: { intent: "save", draft, title, powerId },
    maxRedirects: 0,
  });
  expect(saved.status()).toBe(302);
  const cookies = await request.storageState();
  await page.context().addCookies(cookies.cookies);
  await page.goto("/parishes/millbrook-green/proposals");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await expect(page).not.toHaveTitle("taken");
  await page.goto(`/parishes/millbrook-green/proposals/new?draft=${draft}`);
  await expect(page.getByLabel("Title")).toHaveValue(title);
  await page.getByRole("button", { name: "Throw this draft away" }).click();
  await expect(page.getByText("The draft is thrown away.")).toBeVisible();
});

for (const [what, title] of Object.entries({
  "right-to-left marks": "Bins \u202e esrever",
  "hidden marks": "Bins\u200b\u2066 twice",
  "10,000 characters": manyCharacters,
  "a null character": "Bins \u0000 twice",
})) {
  test(`a title with ${what} is refused, and nothing is lost from the form`, async ({ request }) => {
    await signInAs(request, "neighbour");
    const draft = crypto.randomUUID();
    const answer = await request.post("/parishes/millbrook-green/proposals/new", {
      form: { intent: "save", draft, title, change: "The bins are emptied twice a week." },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(422);
    const page = await answer.text();
    expect(page).toContain("There is a problem");
    expect(page).toContain("The bins are emptied twice a week.");
    const list = await (await request.get("/parishes/millbrook-green/proposals")).text();
    expect(list).not.toContain(draft);
  });
}

test("a form that is far too large is refused before it is read", async ({ request }) => {
  await signInAs(request, "neighbour");
  const answer = await request.post("/parishes/millbrook-green/proposals/new", {
    form: { intent: "save", title: "Bins", change: "a".repeat(600_000) },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(413);
  expect(await answer.text()).toContain("Nothing was saved.");
});

test("a photograph reaches the page that takes one, and no other page reads as much", async ({ request }) => {
  await signInAs(request, "neighbour");
  const send = (path: string) =>
    request.post(path, {
      multipart: {
        intent: "report",
        report: "Short of a verdict.",
        file: { name: "verge.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(3_000_000) },
      },
    });
  const list = (await (await request.get("/api/v1/commitments")).json()).commitments;
  const [{ id, parish, proposal }] = list;
  const taken = await send(`/parishes/${parish.slug}/proposals/${proposal.number}/commitments/${id}`);
  expect(taken.status()).toBe(422);
  expect(await taken.text()).toContain("Short of a verdict.");
  expect((await send("/parishes/millbrook-green/proposals/new")).status()).toBe(413);
});

test("a form whose length is not said beforehand is refused too", async ({ request, baseURL }) => {
  await signInAs(request, "neighbour");
  const { cookies } = await request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = sent === 0 ? "intent=save&title=Bins&change=" : "a".repeat(100_000);
      if (sent <= 20) controller.enqueue(new TextEncoder().encode(part));
      else controller.close();
      sent += 1;
    },
  });
  const headers = { cookie, "content-type": "application/x-www-form-urlencoded", origin: baseURL ?? "" };
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half", headers };
  const status = await fetch(`${baseURL}/parishes/millbrook-green/proposals/new`, init).then(
    (answer) => answer.status,
    // A line that is cut half way is a refusal as well.
    () => 413,
  );
  expect([411, 413]).toContain(status);
});

test("the content-security policy allows nothing written into the page itself", async ({ request }) => {
  for (const path of ["/", "/votes", "/nothing/is/here", "/sign-in"]) {
    const answer = await request.get(path);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']{20,}'/);
    expect(await answer.text()).not.toMatch(/<[a-z][^>]*\sstyle=/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect(answer.headers()["x-powered-by"]).toBeUndefined();
  }
  const nonceOf = async () => (await request.get("/")).headers()["content-security-policy"];
  expect(await nonceOf()).not.toBe(await nonceOf());
});

test("the session's cookie cannot be read by scripts nor sent from other sites", async ({ request }) => {
  const answer = await request.post("/sign-in/as", { form: { person: "resident" }, maxRedirects: 0 });
  expect(answer.headers()["set-cookie"]).toMatch(/HttpOnly/i);
  expect(answer.headers()["set-cookie"]).toMatch(/SameSite=Lax/i);
});

for (const to of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]) {
  test(`signing in never leads away to ${to}`, async ({ request }) => {
    const answer = await request.post("/sign-in/as", { form: { person: "resident", to }, maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(answer.headers().location).toMatch(/^\/(?![/\\])/);
    expect(answer.headers().location).not.toContain("elsewhere");
  });
}

for (const advance of ["", "soon", "-P1D", "P-1D", "P200Y", "P1000000D", "PT", "P1D; DROP TABLE clock"]) {
  test(`the clock does not move by "${advance}"`, async ({ request }) => {
    expect((await request.post("/simulation/clock", { form: { advance }, maxRedirects: 0 })).status()).toBe(422);
  });
}

test("somebody in the wrong role is refused what officers and convenors do", async ({ request }) => {
  await signInAs(request, "observer");
  for (const path of ["/councils/wexcombe/docket", "/councils/wexcombe/residents", "/councils/wexcombe/wards"]) {
    expect((await request.get(path)).status(), path).toBe(403);
  }
  expect((await request.get("/parishes/millbrook-green/proposals/new")).status()).toBe(403);
  const supported = await request.post("/parishes/priory-allotments/support", { form: { intent: "support" } });
  expect(supported.status()).toBe(403);
});

test("a stranger is asked to sign in", async ({ request }) => {
  for (const path of [
    "/account",
    "/account/residency",
    "/councils/wexcombe/docket",
    "/parishes/millbrook-green/proposals/new",
  ]) {
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(401);
  }
});
