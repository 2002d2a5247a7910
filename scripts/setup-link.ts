import { env } from '@/lib/env'
import { connectOwner } from '@/lib/database/owner'

/** The one-time link of an instance nobody has set up yet; null when somebody has. Every call replaces the link before. */
export async function findSetupLink(appUrl: string): Promise<string | null> {
  if (await isSetUp()) return null
  // Loaded only now: a start of an instance in use needs no database client in this process.
  const { createSetupToken } = await import('@/lib/auth/setup-token')
  const { closeDb } = await import('@/lib/db')
  const token = await createSetupToken(new Date())
  await closeDb()
  return `${appUrl}/setup?token=${token}`
}

async function isSetUp(): Promise<boolean> {
  const owner = await connectOwner(env().databaseUrl)
  try {
    const [row] = await owner.rows<{ done: boolean }>('SELECT saldo_is_set_up() AS done')
    return row?.done ?? false
  } finally {
    await owner.close()
  }
}
