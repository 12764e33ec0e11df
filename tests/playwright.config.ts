import { defineConfig } from "@playwright/test";
import { chromiumExecutable } from "./support/browser";

// Set by the first process that reads this file; the workers read it again and must find the same.
process.env.PARISH_TEST_PORT ??= String(20_000 + (process.pid % 10_000));
process.env.CHROMIUM_PATH ??= await chromiumExecutable();

// A browser started by root cannot have a sandbox of its own.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results/browser",
  globalSetup: "./support/global-setup-browser.ts",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://127.0.0.1:${process.env.PARISH_TEST_PORT}`,
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: isRoot ? ["--no-sandbox"] : [],
    },
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
    // Tracing every test takes longer than the tests do.
    trace: "off",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 900 } } },
    {
      name: "phone",
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
      // These look at no page that a small screen shows otherwise, or try both widths themselves.
      testIgnore: /(access|council|hall-recovery|routes|security|simulation-off|real-places)\.spec\.ts/,
    },
  ],
});
