// For the crash tests: one step of a payment in a process of its own, which dies when it comes to the point KILL_AT names.
import { obeyKillPoint } from '@/lib/testing/crash/obey-kill-point'
import { PAY_KILL_POINTS } from '@/lib/testing/pay/pay-kill-points'
import { takePayStep, type PayStepInput } from '@/lib/testing/pay/take-pay-step'

const point = PAY_KILL_POINTS.find(({ name }) => name === process.env.KILL_AT)
if (!point) throw new Error(`there is no kill point "${process.env.KILL_AT}"`)
obeyKillPoint(point, 'SIGKILL')
await takePayStep(point.step, JSON.parse(process.env.PAY_INPUT ?? '') as PayStepInput)
process.exit(0)
