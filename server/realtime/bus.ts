import { createAdapter as overPostgres } from "@socket.io/postgres-adapter";
import pg from "pg";
import type { Logger } from "pino";
import type { ServerOptions } from "socket.io";

type Adapter = ServerOptions["adapter"];

/**
 * How the processes on one database speak to each other. It carries news that something changed and marks of who is present, never a
 * ballot or a count: whoever hears the news reads the database. Losing a message therefore only makes a page late.
 */
export interface Bus {
  adapter: Adapter;
  /** Call after the sockets are closed. */
  close(): Promise<void>;
}

interface Needs {
  appUrl: string;
  /** Redis 6.2 or newer; without one the database carries the news. */
  redisUrl: string | undefined;
  log: Logger;
}

const connectWithinMs = 5_000;
const queryPoolSize = 2;
/** News that may wait for a Redis that is away; whatever comes after that is dropped. */
const longestQueue = 1_000;

/** Opens the bus. Neither a database nor a Redis that is away for a while ends the process: the line is made again by itself. */
export function openBus({ appUrl, redisUrl, log }: Needs): Promise<Bus> | Bus {
  return redisUrl ? openRedisBus(redisUrl, log) : openPostgresBus(appUrl, log);
}

function openPostgresBus(connectionString: string, log: Logger): Bus {
  const pool = new pg.Pool({ connectionString, max: queryPoolSize, connectionTimeoutMillis: connectWithinMs });
  pool.on("error", () => {});
  let listener: pg.Client | null = null;
  let isClosed = false;

  /**
   * The connection that listens. The adapter keeps it for good and asks for another when it ends, without giving the old one back. So it
   * is none of the pool's, which would lose a place each time, and the old one is certain to be gone: two would hear everything twice.
   */
  async function connect() {
    // The adapter takes a refusal as a reason to try again, so after the end there is no answer at all.
    if (isClosed) return new Promise<never>(() => {});
    if (listener) await end(listener);
    const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: connectWithinMs });
    // Without a listener a broken connection would end the process.
    client.on("error", (error) => log.warn({ err: error }, "the line between processes broke, and is made again"));
    listener = client;
    try {
      await client.connect();
    } catch (error) {
      await end(client);
      throw error;
    }
    return Object.assign(client, { release: () => void end(client) });
  }

  async function end(client: pg.Client): Promise<void> {
    client.removeAllListeners("end");
    await client.end().catch(() => {});
  }

  const connections = { connect, query: pool.query.bind(pool) } as unknown as pg.Pool;
  return {
    adapter: overPostgres(connections, {
      channelPrefix: "popup_parish",
      tableName: "socket_attachment",
      errorHandler: (error) => log.warn({ err: error }, "the other processes could not be told"),
    }) as unknown as Adapter,
    async close() {
      isClosed = true;
      if (listener) await end(listener);
      await pool.end();
    },
  };
}

async function openRedisBus(url: string, log: Logger): Promise<Bus> {
  const [{ createClient }, { createAdapter: overRedis }] = await Promise.all([
    import("@redis/client"),
    import("@socket.io/redis-streams-adapter"),
  ]);
  const client = createClient({ url, commandsQueueMaxLength: longestQueue });
  let isDown = false;
  client.on("error", (error) => {
    if (!isDown) log.warn({ err: error }, "Redis does not answer; pages of other processes hear late until it does");
    isDown = true;
  });
  client.on("ready", () => {
    if (isDown) log.info("Redis answers again");
    isDown = false;
  });
  // The adapter does not wait for what it publishes, so a refusal would otherwise go unheard and end the process.
  const publish = client.publish.bind(client);
  Object.assign(client, { publish: (...news: Parameters<typeof publish>) => publish(...news).catch(() => 0) });
  // It tries again by itself, for as long as it takes.
  client.connect().catch(() => {});
  return {
    adapter: overRedis(client, {
      streamName: "popup_parish",
      channelPrefix: "popup_parish",
    }) as unknown as Adapter,
    async close() {
      if (client.isOpen) client.destroy();
    },
  };
}
