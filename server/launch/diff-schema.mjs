// Prints the SQL that leads from the migrations to prisma/schema.prisma: nothing when they agree. `npm run db:diff`.
// Runs under tsx, since it starts the tests' PostgreSQL through the product's own code.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { giveUp, root } from "./project.mjs";

const engineName = "@prisma/schema-engine-wasm";

/**
 * The official schema engine as WebAssembly, which needs no download. Node does not load `.wasm` as a module, so it is
 * instantiated here by hand.
 */
async function loadEngine() {
  const require = createRequire(join(root, "package.json"));
  let folder;
  try {
    folder = dirname(require.resolve(engineName));
  } catch {
    giveUp(`The package ${engineName} is missing: install it at the version in @prisma/engines-version.`);
  }
  const glue = await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href);
  const module = await WebAssembly.compile(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": glue });
  // Where the engine leaves its last words; the process ends with them.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/** PostgreSQL's catalogues use the type `"char"`, one letter, which the adapter does not know. */
function withCatalogTypes(factory, { ColumnTypeEnum }) {
  const charType = 18;
  const textType = 25;
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const { queryRaw } = adapter;
    adapter.queryRaw = async (query) => {
      let isChar = [];
      const asText = Object.assign(Object.create(adapter), {
        performIO: async (input) => {
          const answer = await adapter.performIO(input);
          isChar = answer.fields.map((field) => field.dataTypeID === charType);
          for (const field of answer.fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
          return answer;
        },
      });
      const { columnTypes, ...rest } = await queryRaw.call(asText, query);
      const types = columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
      return { ...rest, columnTypes: types };
    };
    return adapter;
  };
  return factory;
}

/**
 * The SQL from a migrated database to the schema file. What Prisma cannot know (other schemas, functions, triggers,
 * check constraints, and indexes named in `ignored`) does not count.
 * @param {string} ownerUrl the migrated database
 * @returns {Promise<string>} SQL, empty when database and schema agree
 */
export async function schemaDifference(ownerUrl) {
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const driver = await import("@prisma/driver-adapter-utils");
  const SchemaEngine = await loadEngine();
  const path = join(root, "prisma", "schema.prisma");
  const files = [{ path, content: readFileSync(path, "utf8") }];
  const factory = withCatalogTypes(new PrismaPg({ connectionString: ownerUrl }), driver);
  const adapter = driver.bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: [[path, files[0].content]] }, () => {}, adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: dirname(path) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    const sql = (stdout ?? "").trim();
    return sql.startsWith("-- This is an empty migration") ? "" : sql;
  } finally {
    engine.free();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { startTestServer, createTestDatabase } = await import("../../tests/support/database.ts");
  const server = await startTestServer();
  process.env.PARISH_TEST_SERVER = server.ownerUrl;
  process.env.PARISH_TEST_TEMPLATE = server.template;
  const database = await createTestDatabase();
  try {
    console.log((await schemaDifference(database.ownerUrl)) || "-- The migrations and the schema agree.");
  } finally {
    await database.drop();
    await server.stop();
  }
}
