import type { AccountNumber, PaymentCapability, PaymentInstruction, PaymentRequest } from '@/lib/banking/payment-port'
import type { IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { fitOrder } from '@/lib/payments/check/fit-order'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'

type Details = {
  readonly capability: PaymentCapability
  /** The day the money is to leave, past weekends and holidays. */
  readonly executeOn: IsoDate | null
  readonly debtor: { readonly name: string | null; readonly account: AccountNumber | null; readonly currency: string }
  /** By position. */
  readonly endToEndIds: readonly string[]
}

/** An order in the words of the port, in the form this bank takes. */
export function toPaymentRequest(ordered: PaymentOrder, { capability, executeOn, debtor, endToEndIds }: Details): PaymentRequest {
  const order = fitOrder(ordered, capability)
  return {
    paymentType: order.paymentType,
    psuType: order.psuType,
    debtor: { name: debtor.name, email: order.debtorEmail, phone: order.debtorPhone },
    debtorAccount: fittingAccount(capability, debtor.account),
    debtorCurrency: capability.debtorCurrencyRequired ? debtor.currency : null,
    chargeBearer: order.chargeBearer,
    priority: order.priority,
    executeOn,
    instructions: order.lines.map((line, position) => toInstruction(order, line, endToEndIds[position]!)),
  }
}

/** A bank that does not know this kind of number lets its customer choose the account. */
function fittingAccount({ debtorAccountSchemes: schemes }: PaymentCapability, account: AccountNumber | null): AccountNumber | null {
  return account !== null && (schemes.length === 0 || schemes.includes(account.scheme)) ? account : null
}

function toInstruction(order: PaymentOrder, line: OrderLine, endToEndId: string): PaymentInstruction {
  const { name, account, country, addressLines, bic, clearing, remittance, reference, regulatory } = line
  return {
    instructionId: endToEndId,
    endToEndId,
    amount: parseMoney(line.amount, order.currency),
    creditor: { name, account, country, addressLines, bic, clearing },
    remittance,
    reference,
    regulatory,
    standingOrder: order.standingOrder,
  }
}
