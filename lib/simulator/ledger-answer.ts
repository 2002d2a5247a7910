import type { Money } from '@/lib/core/money'
import type { TrueTransaction } from './ledger'
import type { Simulation } from './simulation'

/** GET /simulator/ledger `?what=…&hash=…`: the ledger as JSON; amounts of rows are decimal text, balances minor units. */
export function readLedger({ ledger, now }: Simulation, query: URLSearchParams): Response {
  const hash = query.get('hash') ?? ''
  switch (query.get('what')) {
    case 'booked':
      return Response.json(ledger.booked(hash, now()).map(printRow))
    case 'open':
      return Response.json(ledger.open(hash, now()).map(printRow))
    case 'pending':
      return Response.json(ledger.pending(hash, now()).map(printRow))
    case 'balances': {
      const { booked, available, shown } = ledger.balances(hash, now())
      const print = (amount: Money) => amount.minor.toString()
      return Response.json({
        currency: booked.currency,
        booked: print(booked),
        available: print(available),
        shown: shown.map(({ type, amount, referenceDate }) => ({ type, minor: print(amount), referenceDate })),
      })
    }
    case 'served':
      return Response.json(ledger.served(hash))
    case 'sessions':
      return Response.json(ledger.sessions())
    case 'payments':
      return Response.json(ledger.executedPayments().map(({ row, ...rest }) => ({ ...rest, ...printRow(row) })))
    case 'payment-orders':
      return Response.json(ledger.payments(now()))
    case 'calls':
      return Response.json(ledger.calls)
    case 'deliveries':
      return Response.json(ledger.deliveries)
    default:
      return Response.json(ledger.accounts())
  }
}

function printRow({ amount, ...row }: TrueTransaction): Record<string, unknown> {
  return { ...row, currency: amount.currency }
}
