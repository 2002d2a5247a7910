import { operatorViewer } from '@/lib/auth/operator-viewer'
import { startDemo } from '@/lib/bank-sessions/demo'
import { removeDemo } from '@/lib/bank-sessions/remove-demo'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { newSecret } from '@/lib/vault/secret'
import { CliError } from './cli-error'
import { readArguments } from './read-arguments'

export const DEMO_OPTIONS = { household: { required: true, help: 'name' }, remove: { flag: true, help: '' } }

/** Fills an empty household with invented people and banks, in the name of its owner, or takes them away again. */
export async function runDemo(args: readonly string[], now = new Date()): Promise<string> {
  const options = readArguments(args, DEMO_OPTIONS)
  const household = options.household ?? ''
  const viewer = await operatorViewer(household)
  if (!viewer)
    throw new CliError(
      `there is no household called ${JSON.stringify(household)} with an owner`,
      'give its name exactly as the household page shows it',
    )
  if (options.flags.has('remove')) {
    await removeDemo(viewer)
    return `the invented data is gone from ${household}`
  }
  const accesses = await fill(viewer, now)
  return `${accesses} invented accesses are being read into ${household}; a running Saldo does the reading`
}

async function fill(viewer: Viewer, now: Date): Promise<number> {
  try {
    return (await startDemo(viewer, { browserId: newSecret(), now })).length
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'conflict')
      throw new CliError('the household has banks already', 'the demo fills empty households only', { cause: error })
    if (error.code === 'not_allowed')
      throw new CliError('the simulated banks are off', 'set SIMULATOR=on, or remove the real application id', { cause: error })
    throw new CliError('the simulated banks do not answer', 'start Saldo first (`npm start`), then run this again', { cause: error })
  }
}
