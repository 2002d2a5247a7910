import type { Page } from '@playwright/test'

/** A page of the app and, where it has them, how to open what lies above it. */
export type Place = { readonly name: string; readonly path: string; readonly open?: (page: Page) => Promise<void> }

/** Pages anybody may ask for. */
export const PUBLIC_PLACES: readonly Place[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-in refused', path: '/sign-in', open: refuseSignIn },
  { name: 'no invitation', path: `/invite/${'A'.repeat(43)}` },
  { name: 'nothing here, for a visitor', path: '/no/such/page' },
]

/** Every page of a member, with the addresses of what is in this household. */
export async function listPlaces(page: Page): Promise<Record<'money' | 'payments' | 'banks' | 'others', Place[]>> {
  await page.goto('/accounts')
  const account = (await page.locator('.arow').filter({ hasText: 'Everyday' }).getAttribute('href')) ?? ''
  await page.goto('/banks')
  const bank = (await page.getByRole('link', { name: 'Kontur' }).getAttribute('href')) ?? ''
  return { money: moneyPlaces(account), payments: paymentPlaces(), banks: bankPlaces(bank), others: otherPlaces() }
}

function moneyPlaces(account: string): Place[] {
  return [
    { name: 'overview', path: '/' },
    { name: 'overview as a table', path: '/?period=1y&group=currency', open: showTable },
    { name: 'overview, grouping', path: '/', open: (page) => page.getByRole('button', { name: /change the grouping/ }).click() },
    { name: 'overview, amounts hidden', path: '/', open: hideAmounts },
    { name: 'accounts', path: '/accounts?group=type&archived=1' },
    { name: 'account', path: account },
    { name: 'account, renaming', path: account, open: (page) => openAccountSheet(page, 'Rename') },
    { name: 'account, sharing', path: account, open: (page) => openAccountSheet(page, 'Change who sees it') },
    { name: 'transactions', path: '/transactions' },
    { name: 'transactions, filtered', path: '/transactions?direction=out&status=booked&min=20' },
    { name: 'transactions, nothing found', path: '/transactions?q=no-such-thing' },
    { name: 'transactions, details', path: '/transactions', open: openRow },
    { name: 'transactions, the same as another row', path: '/transactions', open: openNearRows },
    { name: 'transactions, selecting', path: '/transactions', open: selectRow },
    { name: 'rows to check', path: '/transactions/review' },
    {
      name: 'transactions, filters',
      path: '/transactions',
      open: (page) => page.getByRole('button', { name: 'Filter', exact: true }).click(),
    },
  ]
}

function paymentPlaces(): Place[] {
  const notes = ['expired', 'used', 'unknown', 'other_person', 'other_login', 'other_browser']
  return [
    { name: 'payments', path: '/payments' },
    { name: 'payments, not carried out', path: '/payments?view=failed' },
    { name: 'paying', path: '/payments/new' },
    { name: 'paying several', path: '/payments/new', open: (page) => page.getByRole('button', { name: 'Pay several at once' }).click() },
    { name: 'payees', path: '/payments/payees' },
    ...notes.map((note) => ({ name: `payments, returned, ${note}`, path: `/payments?note=${note}` })),
  ]
}

function bankPlaces(bank: string): Place[] {
  const reasons = [
    'declined',
    'expired',
    'used',
    'unknown',
    'other_person',
    'other_login',
    'other_browser',
    'no_accounts',
    'application',
    'lost_answer',
  ]
  return [
    { name: 'banks', path: '/banks' },
    { name: 'banks, disconnecting', path: '/banks', open: askToDisconnect },
    { name: 'bank', path: bank },
    { name: 'bank, accounts', path: `${bank}/accounts` },
    { name: 'bank, renewing', path: `${bank}/renew` },
    { name: 'bank, progress', path: `${bank}/progress` },
    { name: 'readings', path: '/banks/progress' },
    { name: 'history', path: '/banks/history' },
    { name: 'calls', path: '/banks/health' },
    { name: 'calls of one bank', path: `${bank}/health?only=failed` },
    { name: 'connecting', path: '/banks/connect?country=FI' },
    { name: 'connecting, review', path: '/banks/connect?country=FI&bank=Saaristo+Bank&step=review' },
    { name: 'connecting, with fields', path: '/banks/connect?country=DE', open: (page) => page.getByRole('radio').first().click() },
    ...reasons.map((reason) => ({ name: `returned, ${reason}`, path: `/banks/returned?reason=${reason}` })),
  ]
}

function otherPlaces(): Place[] {
  return [
    { name: 'household', path: '/household' },
    { name: 'more', path: '/more' },
    { name: 'settings', path: '/settings' },
    { name: 'profile', path: '/settings/profile' },
    { name: 'security', path: '/settings/security' },
    { name: 'security, a proof is asked for', path: '/settings/security', open: askForProof },
    { name: 'household, limits of a member', path: '/household', open: openLimits },
    { name: 'bank access', path: '/settings/bank-access' },
    { name: 'bank access, adding', path: '/settings/bank-access/add' },
    { name: 'what banks sent', path: '/settings/bank-answers' },
    { name: 'what banks sent, compared', path: '/settings/bank-answers', open: lookAgain },
    { name: 'nothing here', path: '/accounts/nothing' },
  ]
}

async function askForProof(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set up an app' }).click()
  // Who has just proved it somewhere else is not asked again.
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Confirm|Turn it on)$/ })
    .waitFor()
}

async function openLimits(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Change the limits of/ })
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('Most at once').waitFor()
}

async function refuseSignIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('nobody-at-all@example.org')
  await page.getByLabel('Password', { exact: true }).fill('not the right one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('That does not match').waitFor()
}

async function lookAgain(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Look for differences/ })
    .first()
    .click()
  await page.getByText('Nothing would be different.').waitFor()
}

async function showTable(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Table' }).check()
}

async function hideAmounts(page: Page): Promise<void> {
  const eye = page.getByRole('button', { name: 'Hide amounts' })
  if ((await eye.getAttribute('aria-pressed')) === 'false') await eye.click()
}

async function openAccountSheet(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'More for this account' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await page.getByRole('dialog').waitFor()
}

async function openRow(page: Page): Promise<void> {
  await page.locator('.trow a').first().click()
  await page.getByRole('heading', { name: 'Codes' }).waitFor()
}

async function selectRow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select' }).click()
  await page.locator('.trow label').first().click()
  await page.getByRole('region', { name: 'Selected rows' }).waitFor()
}

async function openNearRows(page: Page): Promise<void> {
  await openRow(page)
  await page.getByRole('button', { name: 'It is the same as another row' }).click()
  await page.getByRole('button', { name: 'Cancel' }).waitFor()
}

async function askToDisconnect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More for Kontur' }).click()
  await page.getByRole('menuitem', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').waitFor()
}
