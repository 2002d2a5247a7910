import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres'
import { connectOwner, isReachable } from './owner'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-embedded-'))
fs.chmodSync(home, 0o711)
const place = path.join(home, 'pg18')
const start = () => ensureEmbeddedPostgres({ home })

let server: EmbeddedPostgres

beforeAll(async () => {
  server = await start()
})

afterAll(async () => {
  await server.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

async function ask<Row>(sql: string): Promise<Row | undefined> {
  const connection = await connectOwner(server.url)
  try {
    const [row] = await connection.rows<Row>(sql)
    return row
  } finally {
    await connection.close()
  }
}

const pid = () => Number.parseInt(fs.readFileSync(path.join(place, 'data/postmaster.pid'), 'utf8'), 10)

async function untilGone(id: number): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const { status } = spawnSync('kill', ['-0', String(id)])
    if (status !== 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('the built-in database', () => {
  it('is made and started at first use, for an owner who is no superuser', async () => {
    expect(server.adopted).toBe(false)
    expect(await ask('SELECT current_user AS name, rolsuper AS above FROM pg_roles WHERE rolname = current_user')).toEqual({
      name: 'saldo',
      above: false,
    })
  })

  it('lower-cases the letters of our languages', async () => {
    expect(await ask(`SELECT lower('ÄÖÅÉŠŽ') AS low, 'KÄÄPÄ' ILIKE '%ääp%' AS found`)).toEqual({ low: 'äöåéšž', found: true })
  })

  it('listens on loopback only and keeps its password to its owner', async () => {
    expect(await ask('SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' })
    expect(fs.statSync(path.join(place, 'password')).mode & 0o077).toBe(0)
    const address = new URL(server.url)
    address.password = 'wrong'
    expect(await isReachable(address.href)).toBe(false)
  })

  it('is adopted by a second program, and stops only with the last one', async () => {
    const second = await start()
    expect(second.adopted).toBe(true)
    const held = await connectOwner(second.url)
    await server.stop()
    expect(await isReachable(second.url)).toBe(true)
    await held.close()
    await second.stop()
    expect(await isReachable(second.url)).toBe(false)
    server = await start()
    expect(server.adopted).toBe(false)
  })

  it('keeps what was written when it is killed', async () => {
    const connection = await connectOwner(server.url)
    await connection.rows('CREATE TABLE kept (n int)')
    await connection.rows('INSERT INTO kept SELECT generate_series(1, 100)')
    await connection.close()
    const killed = pid()
    process.kill(killed, 'SIGKILL')
    await untilGone(killed)
    server = await start()
    expect(await ask('SELECT count(*)::int AS count FROM kept')).toEqual({ count: 100 })
  })

  it('starts over a pid file that another program’s number stands in', async () => {
    await server.stop()
    fs.writeFileSync(path.join(place, 'data/postmaster.pid'), `${process.pid}\n${place}/data\n0\n1\n\n127.0.0.1\n\nready\n`, {
      mode: 0o644,
    })
    server = await start()
    expect(await ask('SELECT 1 AS one')).toEqual({ one: 1 })
  })

  it('is started once when two programs start it at the same time', async () => {
    await server.stop()
    const both = await Promise.all([start(), start()])
    expect(new Set(both.map((one) => new URL(one.url).port)).size).toBe(1)
    server = both[0]
  })
})
