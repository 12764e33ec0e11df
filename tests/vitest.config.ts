import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^~\//, replacement: `${root}app/` },
      { find: /^#server\//, replacement: `${root}server/` },
    ],
  },
  test: {
    include: ["tests/**/*.test.{ts,tsx}", "app/**/*.test.{ts,tsx}", "server/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**", "tests/load/**", "node_modules/**", "build/**"],
    environment: "node",
    env: { NODE_ENV: "test" },
    globalSetup: ["tests/support/global-setup.ts"],
    pool: "forks",
    // Most of the time is spent waiting for the database, so two cores can well hold two files at once.
    maxWorkers: 2,
    // Modules keep no state of one application: every test makes its own, on a database of its own. So files share the modules that are
    // loaded, which takes longer than most tests do.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
