import type { BrowserContext } from "@playwright/test";
import { startBuiltServer } from "./server";
import { makeWorld, type World } from "./world";

/** The built product on a database of its own, with an application beside it through which a test makes people and places. */
export interface Stage {
  world: World;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** Everybody who uses the browser from now on is this person. */
  signIn(context: BrowserContext, personId: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Sets a stage for one file of browser tests.
 *
 * @param name of the server's log file
 * @param furnish makes the places and people; the example district is loaded only into a database that is still empty afterwards
 */
export async function setStage(name: string, furnish: (world: World) => Promise<void>): Promise<Stage> {
  const world = await makeWorld();
  try {
    await furnish(world);
    const server = await startBuiltServer({ name, environment: { DATABASE_URL: world.ownerUrl } });
    return {
      world,
      url: server.url,
      async signIn(context, personId) {
        const [cookie = ""] = (await world.app.sessions.start(personId)).split(";");
        const at = cookie.indexOf("=");
        await context.addCookies([{ url: server.url, name: cookie.slice(0, at), value: cookie.slice(at + 1) }]);
      },
      async stop() {
        await server.stop();
        await world.stop();
      },
    };
  } catch (error) {
    await world.stop();
    throw error;
  }
}
