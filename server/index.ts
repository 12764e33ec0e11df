import cluster from "node:cluster";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import pino from "pino";
import type { Application, StartOptions } from "./container";
import { type Env, projectRoot, readEnv, StartupProblem } from "./env";
import { makeBranches } from "./http/branches";
import { formTooLargeWords, isFormTooLarge, mayBringFiles } from "./http/form-limits";
import { answerMetrics, makeRouteNames, measureRequests } from "./http/metrics";
import { serveBranches, servePages } from "./http/pages";
import { refuseCrossSite, securityHeaders } from "./http/security";
import { connectOrExplain, type Database, ensureDatabase } from "./persistence/connect";
import { migrate, prepareLock } from "./persistence/migrate";
import { allowClockMoves, clearHalfLoadedExample } from "./persistence/simulation-clock";
import { makeProcesses } from "./processes";

// The process shell: HTTP, signals, shutdown. It holds no state of the application: everything stateful lives in the server
// build, which Vite evaluates on its own, and is taken from there.

type StartApplication = (options: StartOptions) => Promise<Application>;
type EntryModule = ServerBuild["entry"]["module"] & { startApplication: StartApplication };

async function main(): Promise<void> {
  const env = readEnv();
  const isDevelopment = env.mode === "development";
  // Prisma's adapter still asks its PostgreSQL client in a way that the client will stop taking in its next major version. That is news for
  // whoever develops, not for whoever starts the product.
  process.noDeprecation = !isDevelopment;
  const log = pino({ level: env.logLevel });
  // Of several processes only the first says what all of them would.
  const isFirst = (cluster.worker?.id ?? 1) === 1;
  if (isFirst) for (const notice of env.notices) log.warn(notice);
  if (env.processes > 1 && cluster.isPrimary && !isDevelopment) return serveWithMany(env);

  const web = express();
  const server = createServer(web);
  let isReady = false;
  web.use((_request, response, next) => {
    if (isReady) return next();
    response
      .status(503)
      .set("Retry-After", "2")
      .type("text/plain")
      .send("Pop-up Parish is starting. Try again in a moment.");
  });
  // The port is taken first: a clash is told before anything slow is done. One of several takes it last: the others serve meanwhile.
  if (!cluster.isWorker) await listen(server, env.port, env.host);

  let database: Database | null = null;
  let application: Application | null = null;
  let isStopping = false;
  const stop = async (status: number) => {
    if (isStopping) return;
    isStopping = true;
    // Whatever hangs must not keep the process for ever.
    setTimeout(() => process.exit(status || 1), 15_000).unref();
    server.close();
    server.closeIdleConnections();
    await application?.stop().catch((error: unknown) => log.error({ err: error }, "stopping was not clean"));
    await database?.stop();
    process.exit(status);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));

  try {
    database = await ensureDatabase(env, (line) => {
      if (isFirst) log.warn(line);
    });
    const { ownerUrl, isEmbedded } = database;
    await alone(ownerUrl, async () => {
      if (env.isSimulated && isEmbedded && (await clearHalfLoadedExample(ownerUrl))) {
        log.warn("The example district was only half loaded when the program was stopped, so it is loaded again.");
      }
      await migrate(ownerUrl);
      await allowClockMoves(ownerUrl, env.isSimulated);
    });

    const vite = isDevelopment
      ? await import("vite").then(({ createServer: createVite }) =>
          createVite({
            configFile: join(projectRoot, "remix.config.js"),
            root: projectRoot,
            server: { middlewareMode: true },
            appType: "custom",
          }),
        )
      : null;
    const loadBuild = async (): Promise<ServerBuild> =>
      vite
        ? ((await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild)
        : ((await import(pathToFileURL(join(projectRoot, "build/server/index.js")).href)) as ServerBuild);
    const build = await loadBuild();
    const { startApplication } = build.entry.module as EntryModule;
    const { appUrl, discardWriteAheadLog } = database;
    application = await startApplication({ env, log, ownerUrl, appUrl, discardWriteAheadLog, server });
    const app = application;
    if (env.isSimulated) await alone(ownerUrl, () => app.loadExampleDistrict((line) => console.log(line)));

    web.disable("x-powered-by");
    web.set("trust proxy", env.trustProxy);
    web.use(securityHeaders(isDevelopment, env.publicUrl?.startsWith("https:") ?? false));
    web.use(refuseCrossSite(env.publicUrl));
    web.use(compression());
    if (vite) web.use(vite.middlewares);
    else {
      const client = join(projectRoot, "build/client");
      web.use("/assets", express.static(join(client, "assets"), { immutable: true, maxAge: "1y" }));
      web.use(express.static(client, { maxAge: "1h", index: false }));
    }
    web.use((request, _response, next) => {
      // No text in the database can hold the character zero, so nothing has it in its address. The mark for an unreadable character
      // takes its place: nothing has that either.
      request.originalUrl = request.url = request.originalUrl.replaceAll("%00", "%EF%BF%BD");
      next();
    });
    web.use((request, response, next) => {
      const length = request.headers["content-length"];
      const isOfUnknownLength = length === undefined && request.headers["transfer-encoding"] !== undefined;
      if (isOfUnknownLength) {
        // Every browser says how long a form is. One that does not could go on for ever.
        response.set("Connection", "close").status(411).type("text/plain");
        response.send("The length of this form was not said, so it was not read. Nothing was saved.");
        return;
      }
      // Pages that take no file refuse more of such a form than of any other: see `formOf`.
      if (!isFormTooLarge(length, { withFiles: mayBringFiles(request.headers["content-type"]) })) return next();
      response.status(413).type("text/plain").send(formTooLargeWords);
    });
    if (app.metrics && env.metricsToken) {
      web.get("/metrics", answerMetrics(app.metrics, env.metricsToken));
      const namesOf = makeBranches(build, (branch) => makeRouteNames(branch.routes));
      web.use(measureRequests(app.metrics, (path) => namesOf(path)(path)));
    }
    web.use((_request, _response, next) => app.inRequestScope(next));
    web.all("*", vite ? servePages(app, loadBuild, env.mode) : serveBranches(app, build, env.mode));
    if (cluster.isWorker) await listen(server, env.port, env.host);
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error;
    console.error(error.message);
    await stop(1);
    return;
  }

  isReady = true;
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.port;
  if (!cluster.isWorker) console.log(welcome(`http://localhost:${port}`, env.isSimulated));
  process.send?.({ ready: true, port });
}

/** Serves with several processes, each of which runs this same file. */
async function serveWithMany(env: Env): Promise<void> {
  const processes = makeProcesses(env, fileURLToPath(import.meta.url), (line) => console.log(line));
  const stop = async (status: number) => {
    await processes.stop();
    process.exit(status);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  const port = await processes.start();
  if (port === null) return stop(1);
  console.log(welcome(`http://localhost:${port}`, env.isSimulated));
  console.log(`\n${env.processes} processes serve it.`);
  process.send?.({ ready: true, port });
}

/** Does what only one process at a time may do to a database. The lock belongs to the connection and goes with it. */
async function alone(ownerUrl: string, work: () => Promise<unknown>): Promise<void> {
  const client = await connectOrExplain(ownerUrl);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [prepareLock]);
    await work();
  } finally {
    await client.end();
  }
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(new StartupProblem(`Port ${port} is taken. Stop what uses it, or choose another: PORT=3001 npm start`));
      } else if (error.code === "EACCES") {
        reject(new StartupProblem(`Port ${port} may not be used by this account. Choose one above 1023.`));
      } else reject(error);
    });
    server.listen(port, host, () => resolve());
  });
}

function welcome(address: string, isSimulated: boolean): string {
  const lines = [`Pop-up Parish is ready: ${address}`];
  if (isSimulated) {
    lines.push(
      "",
      "What to try first:",
      `  Sign in as anybody     ${address}/sign-in`,
      `  Watch a live vote      ${address}/votes`,
      `  Move the clock         ${address}/simulation`,
    );
  }
  return lines.join("\n");
}

main().catch((error: unknown) => {
  if (error instanceof StartupProblem) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
