import { useTranslations } from 'next-intl'
import type { Format } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { expectedDay } from './expected-day'
import { useBankReason } from './bank-reason'
import type { PaymentStep } from './steps-of'
import { verdictOf } from './verdict-of'

const ENDS = ['declined', 'withdrawn', 'refusedByMember', 'rejected', 'cancelled'] as const

/** What one step of the timeline is called, what stands below it and when it was; on paper by name, and to the second. */
export function useStepWords(payment: PaymentDetail, { format, isPrinted }: { format: Format; isPrinted: boolean }) {
  const t = useTranslations('payments.page.step')
  const reason = useBankReason()
  const { today, timeZone } = format.display
  const end = ENDS.find((one) => one === verdictOf(payment, today)) ?? (payment.status === 'rejected' ? 'rejected' : 'cancelled')

  // The bank did answer, with an order that nobody can approve.
  const hasNoPage = payment.status === 'unknown' && payment.bankPaymentId !== null

  const who = (name: string | null) => ({
    who: !isPrinted && name === payment.memberName && payment.isMine ? 'me' : 'other',
    name: name ?? '',
  })

  function title({ kind, state }: PaymentStep): string {
    if (kind === 'ended') return t(`ended.${end}`)
    if (kind === 'booked' && !payment.isBooked && !payment.isRecurring && state === 'done')
      return t('booked.titlePart', countBooked(payment))
    if (kind === 'noAnswer' && hasNoPage) return t('noAnswer.titleNoPage')
    return t(`${kind}.title`)
  }

  function sub(step: PaymentStep): string {
    const { kind, state, memberName } = step
    switch (kind) {
      case 'booked':
        return state === 'done' ? foundWords() : waitWords()
      case 'ended':
        return (payment.status === 'rejected' && reason(payment.bankReasonCode)) || t('ended.sub', { end, bank: payment.bankName })
      case 'accepted':
        return t('accepted.sub', { state: state === 'todo' ? 'todo' : payment.status === 'executed' ? 'executed' : 'accepted' })
      case 'noAnswer':
        return t('noAnswer.sub', { known: hasNoPage ? 'yes' : 'no' })
      default:
        return t(`${kind}.sub`, { ...who(memberName), state, bank: payment.bankName })
    }
  }

  function foundWords(): string {
    const [only] = payment.bookings
    // A debit of several payees together is one debit.
    if (payment.bookings.length > 1 || payment.isRecurring)
      return t('booked.many', { found: payment.bookings.length, account: payment.accountName })
    return t('booked.found', { because: only?.because ?? 'other', account: payment.accountName })
  }

  function waitWords(): string {
    const day = expectedDay(payment, { today, timeZone })
    if (day === null) return t('booked.later', { account: payment.accountName })
    return t(day < today ? 'booked.late' : 'booked.expected', { day: format.day(day, 'longWeekday') })
  }

  function at({ kind, at, state }: PaymentStep): string | null {
    if (kind === 'booked' && state === 'done') {
      const last = payment.bookings
        .map(({ day }) => day)
        .toSorted()
        .at(-1)
      return last ? format.day(last, isPrinted ? 'full' : 'short') : null
    }
    if (at === null) return null
    if (isPrinted) return format.time(at, 'exact')
    const isToday = dayIn(new Date(at), timeZone) === today
    return isToday ? format.time(at, 'clock') : `${format.day(dayIn(new Date(at), timeZone), 'short')} ${format.time(at, 'clock')}`
  }

  return { title, sub, at }
}

function countBooked({ lines, bookings, isRecurring }: PaymentDetail): { found: number; all: number } {
  return { found: isRecurring ? bookings.length : lines.filter(({ booking }) => booking !== null).length, all: lines.length }
}
