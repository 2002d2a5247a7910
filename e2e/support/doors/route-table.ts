import type { IdKind, Principal } from './principal'
import type { World } from './world'

/** Who may see a page or call a route, and where ids stand in its address. */
export type RouteRow = {
  readonly may: readonly Principal[]
  /** The address the first of `may` really opens. */
  readonly path: (world: World) => string
  readonly ids?: readonly IdInAddress[]
  /** Methods it answers beside GET and HEAD. */
  readonly methods?: readonly string[]
  /** What the right person is answered; 200 unless said. */
  readonly status?: number
  /** What everybody else is answered; a page sends nobodies away, a route refuses them. */
  readonly refusal?: { readonly nobody: number; readonly member?: number }
  /** Whether the right person's answer must hold something of theirs, so that the search for leaks can fail. */
  readonly shows?: true
}

export type IdInAddress = {
  readonly kind: IdKind
  /** The same address with another value in the id's place. */
  readonly with: (value: string) => string
  /** An unknown id is a choice that is not there, not a thing that is not there: the page is shown without it. */
  readonly isChoice?: true
  /** An access is shown, as far as its shared accounts go, to who sees one of them. */
  readonly seenThroughShares?: true
}

const EVERY_MEMBER: readonly Principal[] = ['holder', 'owner', 'adult', 'viewer', 'foreign']
const ADULTS: readonly Principal[] = ['holder', 'owner', 'adult', 'foreign']
const ANYBODY: readonly Principal[] = ['anonymous', 'invited', 'removed', ...EVERY_MEMBER]
const PAGE = { refusal: { nobody: 307, member: 404 } } as const
const API = { refusal: { nobody: 401, member: 403 } } as const

const page = (path: string): RouteRow => ({ may: EVERY_MEMBER, path: () => path, ...PAGE, shows: true })
const adultPage = (path: string): RouteRow => ({ ...page(path), may: ADULTS })
const open = (path: string, rest: Partial<RouteRow> = {}): RouteRow => ({ may: ANYBODY, path: () => path, ...rest })
const part = (kind: IdKind, before: string, after = '', isChoice?: true): IdInAddress => ({
  kind,
  with: (value) => `${before}${encodeURIComponent(value)}${after}`,
  ...(isChoice ? { isChoice } : {}),
})

const bank = 'country=FI&name=Kontur'

/** One row per page and route of the build. A new one without a row fails the tests. */
export const ROUTES: Readonly<Record<string, RouteRow>> = {
  '/': page('/'),
  '/accounts': page('/accounts?archived=1'),
  '/accounts/[accountId]': {
    ...page(''),
    path: ({ privates }) => `/accounts/${privates.account}`,
    ids: [part('account', '/accounts/')],
  },
  '/transactions': {
    ...page('/transactions'),
    ids: [part('account', '/transactions?account=', '', true), part('transaction', '/transactions?row=', '', true)],
  },
  '/transactions/review': page('/transactions/review'),
  '/payments': {
    ...page('/payments'),
    ids: [part('account', '/payments?account=', '', true), part('payment', '/payments?before=2026-11-20T10:00:00.000Z_', '', true)],
  },
  '/payments/new': {
    ...page('/payments/new'),
    ids: [
      part('account', '/payments/new?from=', '', true),
      part('payee', '/payments/new?payee=', '', true),
      part('payment', '/payments/new?copy=', '', true),
      part('payment', '/payments/new?draft=', '', true),
    ],
  },
  '/payments/payees': page('/payments/payees'),
  '/payments/[paymentId]': {
    ...page(''),
    path: ({ privates }) => `/payments/${privates.payment}`,
    ids: [part('payment', '/payments/')],
  },
  '/payments/[paymentId]/by-hand': {
    ...page(''),
    path: ({ privates }) => `/payments/${privates.payment}/by-hand`,
    ids: [part('payment', '/payments/', '/by-hand')],
  },
  // Of one that no bank has taken yet there is nothing to print, whoever asks.
  '/payments/[paymentId]/receipt': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/payments/${privates.payment}/receipt`, ...PAGE, status: 404 },
    ids: [part('payment', '/payments/', '/receipt')],
  },
  '/banks': page('/banks'),
  '/banks/[bankSessionId]': {
    ...page(''),
    path: ({ privates }) => `/banks/${privates.bankSession}`,
    ids: [{ ...part('bankSession', '/banks/'), seenThroughShares: true }],
  },
  '/banks/[bankSessionId]/accounts': {
    ...page(''),
    path: ({ privates }) => `/banks/${privates.bankSession}/accounts`,
    ids: [part('bankSession', '/banks/', '/accounts')],
  },
  '/banks/[bankSessionId]/progress': {
    ...page(''),
    path: ({ privates }) => `/banks/${privates.bankSession}/progress`,
    ids: [part('bankSession', '/banks/', '/progress')],
  },
  '/banks/[bankSessionId]/renew': {
    ...page(''),
    path: ({ privates }) => `/banks/${privates.bankSession}/renew`,
    ids: [part('bankSession', '/banks/', '/renew')],
  },
  '/banks/connect': {
    ...page('/banks/connect'),
    ids: [part('bankApp', '/banks/connect?source=', '', true)],
  },
  '/banks/[bankSessionId]/health': {
    ...page(''),
    path: ({ privates }) => `/banks/${privates.bankSession}/health`,
    ids: [part('bankSession', '/banks/', '/health')],
  },
  '/banks/health': page('/banks/health'),
  '/banks/history': page('/banks/history'),
  '/banks/progress': page('/banks/progress'),
  '/banks/returned': page('/banks/returned?reason=expired'),
  '/household': page('/household'),
  '/more': page('/more'),
  '/settings': page('/settings'),
  '/settings/profile': page('/settings/profile'),
  '/settings/security': page('/settings/security'),
  '/settings/bank-answers': adultPage('/settings/bank-answers'),
  '/settings/bank-access': adultPage('/settings/bank-access'),
  '/settings/bank-access/add': adultPage('/settings/bank-access/add'),
  '/settings/bank-access/[bankAppId]': {
    ...adultPage(''),
    path: ({ privates }) => `/settings/bank-access/${privates.bankApp}`,
    ids: [part('bankApp', '/settings/bank-access/')],
  },
  '/sign-in': open('/sign-in'),
  '/setup': open('/setup', { status: 307 }),
  '/invite/[token]': { ...open(''), path: () => `/invite/${'A'.repeat(43)}` },
  '/_not-found': open('/nowhere', { status: 404 }),
  '/_global-error': open('/_global-error'),
  '/api/health': open('/api/health'),
  '/api/csp-report': open('/api/csp-report', { methods: ['POST'], status: 405 }),
  '/api/webhooks/enable-banking': open('/api/webhooks/enable-banking', { methods: ['POST'], status: 405 }),
  '/api/auth/[...nextauth]': open('/api/auth/session', { methods: ['POST'] }),
  '/api/banks/callback': { ...open('/api/banks/callback?state=none&code=none'), status: 303, refusal: { nobody: 303 } },
  '/api/payments/callback': { ...open('/api/payments/callback?state=none'), status: 303, refusal: { nobody: 303 } },
  '/api/banks/[bankSessionId]/reminder': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/banks/${privates.bankSession}/reminder`, ...API },
    ids: [part('bankSession', '/api/banks/', '/reminder')],
  },
  '/api/aspsps': {
    ...{ may: EVERY_MEMBER, path: () => '/api/aspsps?source=instance&country=FI', ...API },
    ids: [part('bankApp', '/api/aspsps?country=FI&source=')],
  },
  '/api/aspsps/details': {
    ...{ may: EVERY_MEMBER, path: () => `/api/aspsps/details?source=instance&${bank}`, ...API },
    ids: [part('bankApp', `/api/aspsps/details?${bank}&source=`)],
  },
  '/api/logos': {
    ...{ may: EVERY_MEMBER, path: () => `/api/logos?source=instance&${bank}`, ...API },
    ids: [part('bankApp', `/api/logos?${bank}&source=`)],
  },
  '/api/export': {
    ...{ may: EVERY_MEMBER, path: () => '/api/export?format=json', ...API, shows: true },
    ids: [part('account', '/api/export?format=csv&account=', '', true)],
  },
  '/api/diagnostics/[bankSessionId]': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/diagnostics/${privates.bankSession}`, ...API },
    ids: [part('bankSession', '/api/diagnostics/')],
  },
  '/api/payees': { may: ADULTS, path: () => '/api/payees?q=', ...API, shows: true },
  '/api/payments/[paymentId]/pain-001': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/payments/${privates.payment}/pain-001`, ...API },
    ids: [part('payment', '/api/payments/', '/pain-001')],
  },
  '/api/payments/[paymentId]': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/payments/${privates.payment}`, ...API, shows: true },
    ids: [part('payment', '/api/payments/')],
  },
  '/api/sync/[bankSessionId]': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/sync/${privates.bankSession}`, ...API, shows: true },
    ids: [part('bankSession', '/api/sync/')],
  },
  '/api/transactions': {
    ...{ may: EVERY_MEMBER, path: () => '/api/transactions', ...API, shows: true },
    ids: [part('account', '/api/transactions?account=', '', true), part('transaction', '/api/transactions?cursor=2026-11-01_', '', true)],
  },
  '/api/transactions/[transactionId]': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/transactions/${privates.transaction}`, ...API, shows: true },
    ids: [part('transaction', '/api/transactions/')],
  },
  '/api/transactions/[transactionId]/near': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/transactions/${privates.transaction}/near`, ...API },
    ids: [part('transaction', '/api/transactions/', '/near')],
  },
  '/api/transactions/running': {
    ...{ may: EVERY_MEMBER, path: ({ privates }: World) => `/api/transactions/running?account=${privates.account}`, ...API, shows: true },
    ids: [
      part('account', '/api/transactions/running?account='),
      part('transaction', '/api/transactions/running?account=01a00000-0000-7000-8000-000000000000&cursor=2026-11-01_'),
    ],
  },
}
