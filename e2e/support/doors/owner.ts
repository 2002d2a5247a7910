import fs from 'node:fs'
import path from 'node:path'
import { connectOwner, type OwnerConnection } from '@/lib/database/owner'
import { sharedInstance } from '../shared-instance'

/** Of the instance this worker's tests share. */
export function openSharedTables(): Promise<OwnerConnection> {
  const { dataDir, databaseUrl } = sharedInstance()
  return openTables(dataDir, databaseUrl)
}

/** The tables as their owner sees them, past every wall: of the server in this data directory, or the one given for the tests. */
export function openTables(dataDir: string, databaseUrl = ''): Promise<OwnerConnection> {
  return connectOwner(databaseUrl || builtInUrl(dataDir))
}

function builtInUrl(dataDir: string): string {
  const place = fs.realpathSync(path.join(dataDir, 'pg18'))
  const password = fs.readFileSync(path.join(place, 'password'), 'utf8').trim()
  const port = fs.readFileSync(path.join(place, 'data/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgresql://saldo:${password}@127.0.0.1:${port}/saldo`
}
