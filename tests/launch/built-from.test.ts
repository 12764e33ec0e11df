import { build } from "esbuild";
import { expect, it } from "vitest";
import { builtFrom, bundling } from "#server/launch/project.mjs";

it("the product is built again when any file that it is made of has changed", async () => {
  const { metafile } = await build({
    ...bundling,
    entryPoints: ["server/index.ts", "server/container.ts"],
    outdir: "build",
    write: false,
    metafile: true,
  });
  const files = Object.keys(metafile.inputs);
  expect(files).toContain("prisma/scenarios/wexcombe/places.ts");
  const isNoticed = (file: string) => builtFrom.some((from) => file === from || file.startsWith(`${from}/`));
  expect(files.filter((file) => !isNoticed(file))).toEqual([]);
});
