import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Counter, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { projectRoot } from "#server/env";
import { shareMetrics } from "#server/metrics/all-processes";

describe("the figures of all processes", () => {
  it("are added up, whichever of them is asked", async () => {
    const script = join(projectRoot, "tests", "support", "metrics-processes.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script], { cwd: projectRoot });
    expect(stdout).toContain('counted{kind="both"} 4');
  });

  it("are those of the one process where there is only one", async () => {
    const registry = new Registry();
    new Counter({ name: "counted", help: "Things.", registers: [registry] }).inc();
    expect(await shareMetrics(registry)()).toContain("counted 1");
  });
});
