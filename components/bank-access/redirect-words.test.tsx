import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { RegisteredRedirects } from '@/lib/bank-sessions/bank-app-dto'
import messages from '@/messages/en.json'
import { CheckResult } from './check-result'
import { RedirectAddress } from './redirect-address'

const FACTS = { applicationId: 'a', name: 'Home', environment: 'PRODUCTION', active: true, countries: ['FI'], services: ['AIS', 'PIS'] }
const ACCOUNTS = 'https://saldo.example/api/banks/callback'
const PAYMENTS = 'https://saldo.example/api/payments/callback'

function draw(element: React.ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {element}
    </NextIntlClientProvider>,
  )
}

const said = (redirects: RegisteredRedirects) =>
  draw(<CheckResult check={{ ok: true, facts: { ...FACTS, redirectUrls: [] }, ...redirects }} />)

const { ways, goodButRedirect } = messages.bankAccess.check
const { redirectPayments, redirectPaymentsNo } = messages.bankAccess.facts

it('says of both return addresses whether each is registered, and what follows where one is not', () => {
  const both = said({ isRedirectRegistered: true, isPaymentRedirectRegistered: true })
  expect(both).toContain(ways.both)
  expect(both).toContain(redirectPayments)
  const accounts = said({ isRedirectRegistered: true, isPaymentRedirectRegistered: false })
  expect(accounts).toContain(ways.accounts)
  expect(accounts).toContain(redirectPaymentsNo)
  const payments = said({ isRedirectRegistered: false, isPaymentRedirectRegistered: true })
  expect(payments).toContain(ways.payments)
  expect(payments).toContain(goodButRedirect)
  expect(said({ isRedirectRegistered: false, isPaymentRedirectRegistered: false })).toContain(ways.neither)
})

it('says nothing of payments where the application does not pay', () => {
  const html = said({ isRedirectRegistered: true, isPaymentRedirectRegistered: null })
  for (const words of [...Object.values(ways), redirectPayments]) expect(html).not.toContain(words)
})

it('gives both addresses to copy where the application may pay, else the one', () => {
  const both = draw(<RedirectAddress url={ACCOUNTS} paymentUrl={PAYMENTS} />)
  for (const text of [ACCOUNTS, PAYMENTS, messages.bankAccess.address.copyAccounts, messages.bankAccess.address.copyPayments])
    expect(both).toContain(text)
  const one = draw(<RedirectAddress url={ACCOUNTS} />)
  expect(one).toContain(ACCOUNTS)
  expect(one).not.toContain('payments')
})
