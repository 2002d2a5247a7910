// Prisma Migrate without its native binary: the official WASM schema engine over an in-memory PGlite.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const require = createRequire(import.meta.url)
const ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg'

/** The SQL that leads from the committed migrations to schema.prisma; null when they agree. */
export async function diffMigrations(schemaFile, migrationsDir) {
  const shadow = await openShadow()
  try {
    const files = [{ path: schemaFile, content: fs.readFileSync(schemaFile, 'utf8') }]
    const engine = await openEngine(shadow.factory, files)
    const result = await engine.diff({
      from: { tag: 'migrations', ...loadMigrations(migrationsDir) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return result.exitCode === 0 ? null : result.stdout
  } finally {
    await shadow.close()
  }
}

/** The adapter's own shadow database has no extensions; ours has the ones the migrations create. */
async function openShadow() {
  const opened = []
  const connect = async () => {
    const database = await PGlite.create({ extensions: { pg_trgm } })
    opened.push(database)
    return new PrismaPGlite(database).connect()
  }
  const factory = { provider: 'postgres', adapterName: 'pglite', connect, connectToShadowDb: connect }
  return { factory, close: () => Promise.all(opened.map((database) => database.closed || database.close())) }
}

async function openEngine(adapterFactory, files) {
  const glue = await import(ENGINE)
  const wasm = fs.readFileSync(path.join(path.dirname(require.resolve(ENGINE)), 'schema_engine_bg.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const datamodels = files.map((file) => [file.path, file.content])
  return glue.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapterFactory))
}

function loadMigrations(dir) {
  const names = fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const sqlOf = (name) => fs.readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
  return {
    baseDir: path.resolve(dir),
    lockfile: { path: 'migration_lock.toml', content: fs.readFileSync(path.join(dir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sqlOf(name) } },
    })),
  }
}
