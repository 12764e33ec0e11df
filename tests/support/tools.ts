import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "#server/env";

/**
 * Runs one of the product's command-line tools as a person does, on a database of the tests.
 *
 * @param words what stands after `npm run`: the tool and its arguments
 * @returns what it said
 */
export async function runTool(words: string[], databaseUrl: string, publicUrl = ""): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SIMULATION: "on",
    PUBLIC_URL: publicUrl,
    NODE_ENV: "production",
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectRoot, "server", "launch", "tool.mjs"), ...words],
    { cwd: projectRoot, env },
  );
  return stdout;
}
