import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#server/env";
import { runTool } from "./tools";

const folder = join(projectRoot, "..", "shared", "data", "places");
const councils = join(folder, "uk_local_authorities.csv");
const wards = join(folder, "england-ward-to-lad.csv");

/** The register of English councils and wards, which is not part of the product. */
export const realRegister = {
  isThere: existsSync(councils) && existsSync(wards),
  isMissing: `The real register is not in ${folder}, so nothing is tested in real places.`,
};

if (!realRegister.isThere) console.warn(realRegister.isMissing);

/**
 * Loads the real register into a database, as an operator does.
 *
 * @returns what the tool said
 */
export async function importRealRegister(ownerUrl: string): Promise<string> {
  return await runTool(["import", "places", "--councils", councils, "--wards", wards], ownerUrl);
}
