import { startTestServer } from "./database";

/** One PostgreSQL for the whole run; every test file takes a fresh database from it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env.PARISH_TEST_SERVER = server.ownerUrl;
  process.env.PARISH_TEST_TEMPLATE = server.template;
  return () => server.stop();
}
