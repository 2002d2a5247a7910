import { getConnector, hasInstanceApplication } from '@/lib/banking/registry'
import { checkBankApp } from '@/lib/bank-sessions/bank-app-check'
import type { BankAppCheck, BankAppProblem } from '@/lib/bank-sessions/bank-app-dto'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env } from '@/lib/env'
import { bad, good, note, type Finding } from './finding'

/** The installation's own application at the bank interface, by a real call. Members' own applications are theirs to check. */
export async function checkBankAccess(): Promise<Finding[]> {
  const { simulator, appUrl } = env()
  const where = simulator.enabled ? ' of the simulated banks' : ''
  if (!hasInstanceApplication()) {
    return [
      note(
        'no bank access is set for the whole installation',
        'set ENABLE_BANKING_APP_ID and ENABLE_BANKING_PRIVATE_KEY_FILE, or let each member add their own under Settings, Bank access',
      ),
    ]
  }
  return judgeCheck(await checkBankApp(() => getConnector({ kind: 'instance' }), appUrl), { appUrl, where })
}

const ADD = 'add exactly this text to the application’s redirect URLs'

export function judgeCheck(check: BankAppCheck, { appUrl, where }: { appUrl: string; where: string }): Finding[] {
  if (!check.ok) return [judgeProblem(check)]
  const [address, paymentAddress] = [redirectUrl(appUrl), paymentRedirectUrl(appUrl)]
  const { environment, active, services, countries } = check.facts
  const reach = `${environment}, ${services.join(' and ') || 'no services'}, ${countries.length} ${countries.length === 1 ? 'country' : 'countries'}`
  return [
    active
      ? good(`the bank access${where} works (${reach})`)
      : bad(
          `the application${where} is not active (${reach})`,
          'activate it in the control panel, by linking your accounts (restricted) or by a contract',
        ),
    check.isRedirectRegistered
      ? good(`the return address is registered (${address})`)
      : bad(`the return address ${address} is not registered`, ADD),
    ...(check.isPaymentRedirectRegistered === null
      ? []
      : [
          check.isPaymentRedirectRegistered
            ? good(`the return address of payments is registered (${paymentAddress})`)
            : note(`the return address of payments ${paymentAddress} is not registered, so they come back by the other one`, ADD),
        ]),
  ]
}

const PROBLEMS: Record<BankAppProblem, readonly [what: string, fix: string]> = {
  key_or_id: [
    'the bank interface does not accept the application id with this key',
    'check that ENABLE_BANKING_PRIVATE_KEY_FILE is the key of ENABLE_BANKING_APP_ID',
  ],
  clock: ['the bank interface refuses our time', 'set the clock by network time (NTP)'],
  access_denied: ['the application may not use this interface', 'look at the application in the control panel'],
  address_refused: [
    'the bank interface refuses the address this machine speaks from',
    'allow it in the control panel, or speak from an allowed one',
  ],
  key_unusable: ['the key cannot be used', 'register an application with a new key: npm run saldo -- register-app'],
  unreachable: [
    'the bank interface does not answer',
    'check the network and ENABLE_BANKING_API_URL; with simulated banks, start Saldo first',
  ],
  wait: ['the bank interface asks us to wait', 'try again in a few minutes'],
  unusable_answer: ['what answers at ENABLE_BANKING_API_URL is no bank interface', 'correct the address'],
  not_configured: ['no bank access is set', 'set ENABLE_BANKING_APP_ID and ENABLE_BANKING_PRIVATE_KEY_FILE'],
}

function judgeProblem({ problem, bankCode, clockSkewSeconds }: Extract<BankAppCheck, { ok: false }>): Finding {
  const [what, fix] = PROBLEMS[problem]
  const detail = [clockSkewSeconds === null ? null : `${clockSkewSeconds} s`, bankCode].filter((part) => part !== null).join(', ')
  return bad(detail ? `${what} (${detail})` : what, fix)
}
