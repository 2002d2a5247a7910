// A database of the run's own on the given server, so that tests never touch what is in the given database.
import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Calls `work` with the address of a new database, or with null (the built-in server) when none is given or may be made. */
export async function withOwnDatabase(work) {
  const server = process.env.TEST_DATABASE_URL
  if (!server) return work(null)
  const name = `saldo_e2e_${randomBytes(4).toString('hex')}`
  try {
    await onServer(server, `CREATE DATABASE ${name}`)
  } catch (error) {
    if (error.code !== '42501') throw error
    return work(null)
  }
  try {
    const address = new URL(server)
    address.pathname = `/${name}`
    return await work(address.href)
  } finally {
    await drop(server, name)
  }
}

/** While PostgreSQL cleans the database of its own accord, only a superuser may push it aside: that is over in a moment. */
async function drop(server, name, tries = 50) {
  try {
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  } catch (error) {
    if (error.code !== '42501' || tries === 1) throw error
    await new Promise((resolve) => setTimeout(resolve, 200))
    await drop(server, name, tries - 1)
  }
}

async function onServer(url, sql) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
