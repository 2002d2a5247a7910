import { ChevronRight, CircleHelp, CircleX, Clock, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'

const ICONS = {
  approve: Clock,
  waiting: Clock,
  unknown: CircleHelp,
  rejected: CircleX,
  contradiction: TriangleAlert,
  askBank: CircleHelp,
} as const satisfies Record<string, LucideIcon>

type Why = keyof typeof ICONS

const SHOWN = 3

/** Payments that wait for the person; beyond a few, the list of payments. */
export function PaymentAttention({ payments }: { payments: readonly PaymentRow[] }) {
  const t = useTranslations('overview.attention.payment')
  const b = (chunks: ReactNode) => <b>{chunks}</b>
  const shown = payments.length > SHOWN ? payments.slice(0, SHOWN - 1) : payments
  const more = payments.length - shown.length
  return (
    <>
      {shown.map((payment) => {
        const why = whyOf(payment)
        return (
          <Line key={payment.id} href={`/payments/${payment.id}`} Icon={ICONS[why]}>
            {t.rich(why, { b, name: payment.creditorName, maker: payment.memberName })}
          </Line>
        )
      })}
      {more > 0 && (
        <Line href="/payments" Icon={Clock}>
          {t.rich('more', { b, count: more })}
        </Line>
      )}
    </>
  )
}

function whyOf({ needsMyApproval, status, isBooked }: PaymentRow): Why {
  if (needsMyApproval) return 'approve'
  if (status === 'unknown' || status === 'waiting') return status
  if (status === 'rejected' || status === 'cancelled') return isBooked || status === 'cancelled' ? 'contradiction' : 'rejected'
  return 'askBank'
}

function Line({ href, Icon, children }: { href: string; Icon: LucideIcon; children: ReactNode }) {
  return (
    <li>
      <Link href={href}>
        <Icon className="ic" aria-hidden="true" />
        <span>{children}</span>
        <ChevronRight className="ic" aria-hidden="true" />
      </Link>
    </li>
  )
}
