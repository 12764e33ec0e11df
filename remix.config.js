import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import { denyImports } from "vite-env-only";

const root = fileURLToPath(new URL(".", import.meta.url));

/** The Vite configuration: `remix vite:build -c remix.config.js`, and the development server reads it too. */
export default defineConfig({
  root,
  plugins: [
    // A page that pulls server code into the browser fails the build instead of shipping it.
    denyImports({
      client: {
        specifiers: [/^#server\//, /^node:/, /^@prisma\//, "pg", "express", "lucia", "pino", "pg-boss", "nodemailer"],
        files: ["server/**"],
      },
    }),
    remix({
      buildDirectory: "build",
      serverBuildFile: "index.js",
      serverModuleFormat: "esm",
      ignoredRouteFiles: ["**/.*", "**/*.test.{ts,tsx}"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
      },
    }),
  ],
  resolve: {
    alias: [
      { find: /^~\//, replacement: `${root}app/` },
      { find: /^#server\//, replacement: `${root}server/` },
    ],
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, loadPaths: [`${root}node_modules`] },
    },
  },
  build: {
    target: "es2022",
    // The content-security policy allows no fonts or styles from `data:` addresses.
    assetsInlineLimit: 0,
  },
});
