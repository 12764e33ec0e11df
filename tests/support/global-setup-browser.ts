import { startTestServer } from "./database";
import { startBuiltServer } from "./server";

/** One built server with the example district for the browser tests. */
export default async function setUp(): Promise<() => Promise<void>> {
  const databaseServer = await startTestServer();
  process.env.PARISH_TEST_SERVER = databaseServer.ownerUrl;
  process.env.PARISH_TEST_TEMPLATE = databaseServer.template;
  try {
    const server = await startBuiltServer({ port: Number(process.env.PARISH_TEST_PORT), name: "browser-tests-server" });
    return async () => {
      await server.stop();
      await databaseServer.stop();
    };
  } catch (error) {
    await databaseServer.stop();
    throw error;
  }
}
