// For the crash tests: the worker of `npm run worker`, which dies (or stands still) when it comes to the point KILL_AT names.
import { KILL_POINTS } from '@/lib/testing/crash/kill-points'
import { obeyKillPoint } from '@/lib/testing/crash/obey-kill-point'

const name = process.env.KILL_AT
const point = KILL_POINTS.find((candidate) => candidate.name === name)
if (name && !point) throw new Error(`there is no kill point "${name}"`)
if (point) obeyKillPoint(point, process.env.KILL_WITH === 'SIGSTOP' ? 'SIGSTOP' : 'SIGKILL')
await import('./worker')
