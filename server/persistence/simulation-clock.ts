import pg from "pg";
import { StartupProblem } from "../env";
import { appRole } from "./connect";

/**
 * Lets the application move the deployment's clock, or makes sure that it cannot. Run by the owner at every start.
 * A deployment whose clock was moved by a simulation is refused once the simulation is off: its deadlines would all be false.
 */
export async function allowClockMoves(ownerUrl: string, isSimulated: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [appRole]);
    if (role.rowCount) {
      await client.query(
        `${isSimulated ? "GRANT" : "REVOKE"} EXECUTE ON FUNCTION move_clock(bigint) ${isSimulated ? "TO" : "FROM"} ${appRole}`,
      );
    }
    if (isSimulated) return;
    const moved = await client.query<{ offset_ms: string }>("SELECT offset_ms FROM clock WHERE id = 1");
    if (moved.rows[0] && moved.rows[0].offset_ms !== "0") {
      throw new StartupProblem(
        "This database's clock was moved by a simulation, so it cannot be used without one. Use another database, or SIMULATION=on.",
      );
    }
  } finally {
    await client.end();
  }
}

/**
 * Empties a database whose example district was being loaded when the process was killed. Its clock still stands in the past, which
 * nothing else can bring about: the clock control only moves forward. Run by the owner before the migrations.
 * @returns whether there was anything to empty
 */
export async function clearHalfLoadedExample(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const known = await client.query<{ there: boolean }>("SELECT to_regclass('public.clock') IS NOT NULL AS there");
    if (!known.rows[0]?.there) return false;
    const clock = await client.query<{ isPast: boolean }>('SELECT offset_ms < 0 AS "isPast" FROM public.clock');
    if (!clock.rows[0]?.isPast) return false;
    await client.query("BEGIN");
    await client.query("DROP SCHEMA IF EXISTS box CASCADE");
    await client.query("DROP SCHEMA public CASCADE");
    await client.query("CREATE SCHEMA public");
    await client.query("COMMIT");
    return true;
  } finally {
    await client.end();
  }
}
