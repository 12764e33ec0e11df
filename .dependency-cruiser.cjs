/** What may import what. Each rule is named after what it protects; docs/decisions and the README say why. */

const browserRooms = "^app/(components|hooks|forms|live|styles|domain)/|^app/entry\\.client";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "the-domain-is-pure",
      comment:
        "The Act and the rules know no input, output, clock, randomness or screen, so that anybody can replay them.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { pathNot: ["^app/domain/", "^node_modules/temporal-(polyfill|spec|utils)/"] },
    },
    {
      name: "routes-only-parse-and-respond",
      comment:
        "A route reaches the server through the container, auth and http; it holds no rule and no query of its own.",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^server/", pathNot: "^server/(container\\.ts|auth/|http/)" },
    },
    {
      name: "routes-are-leaves",
      comment: "Nothing depends on a page.",
      severity: "error",
      from: { pathNot: "^app/routes/" },
      to: { path: "^app/routes/" },
    },
    {
      name: "prisma-stays-in-persistence",
      comment: "Everything else speaks to the database through server/persistence, so that the client can be replaced.",
      severity: "error",
      from: { path: "^(app|server|tests)/", pathNot: "^server/(persistence|launch)/" },
      to: { path: "^server/persistence/generated/|node_modules/(@prisma|prisma)/" },
    },
    {
      name: "the-browser-gets-no-server-code",
      comment: "What may be sent to the browser imports nothing of the server and nothing of Node.",
      severity: "error",
      from: { path: browserRooms },
      to: { path: "^server/" },
    },
    {
      name: "the-browser-has-no-node",
      severity: "error",
      from: { path: browserRooms },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-server-knows-no-pages",
      comment: "The server imports the domain, forms and live contract from app, never markup.",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^app/", pathNot: "^app/(domain|forms|live)/" },
    },
    {
      name: "commands-and-queries-know-no-transport",
      comment: "One use case serves pages, the API, sockets and the command line alike.",
      severity: "error",
      from: { path: "^server/(commands|queries)/" },
      to: { path: "^server/(http|realtime|cli)/|node_modules/(express|socket\\.io|@remix-run)/" },
    },
    {
      name: "the-shell-holds-no-state",
      comment: "The shell and the server build are evaluated apart; whatever both load at run time exists twice.",
      severity: "error",
      from: { path: "^server/index\\.ts$" },
      to: {
        path: "^server/(container\\.ts|commands|queries|auth|realtime|jobs|mail|simulation)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "the-product-knows-no-tests",
      severity: "error",
      from: { path: "^(app|server)/", pathNot: "^server/launch/|\\.test\\.tsx?$" },
      to: { path: "^tests/" },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "everything-imported-exists",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "every-package-is-listed",
      comment: "Only packages that package.json names, so that an update elsewhere cannot take one away.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "the-product-runs-without-development-packages",
      severity: "error",
      from: {
        path: "^(app|server)/",
        pathNot: "^server/(launch/|index\\.ts$)|\\.(test\\.tsx?|d\\.ts)$|^app/routes\\.ts$",
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "server/persistence/generated"] },
    exclude: { path: "^build/|^test-results/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".scss"],
    },
  },
};
