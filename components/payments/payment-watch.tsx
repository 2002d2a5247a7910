'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { readJson, type ReadError } from '@/components/banks/queries'
import { QueryScope } from '@/components/banks/query-scope'
import { Strip } from '@/components/ui/strip'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { pulseOf } from './payment-pulse'

type PaymentWatchProps = { paymentId: string; /** `pulseOf` of what the page shows. */ pulse: string }

/** Looks whether something new is known while the page is open and seen, and then draws the page anew. */
export function PaymentWatch(props: PaymentWatchProps) {
  return (
    <QueryScope>
      <Watch {...props} />
    </QueryScope>
  )
}

function Watch({ paymentId, pulse }: PaymentWatchProps) {
  const t = useTranslations('payments.act')
  const router = useRouter()
  const [since] = useState(() => Date.now())
  const query = useQuery<string, ReadError>({
    queryKey: ['payment', paymentId],
    queryFn: async ({ signal }) => pulseOf(await readJson<PaymentDetail>(`/api/payments/${paymentId}`, {}, signal)),
    staleTime: 0,
    refetchInterval: () => everyMs(Date.now() - since),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
  })
  const isNew = query.data !== undefined && query.data !== pulse
  useEffect(() => {
    if (isNew) router.refresh()
  }, [isNew, query.dataUpdatedAt, router])
  return query.isError ? (
    <div className="mb-4">
      <Strip kind="offline">{t('lostTouch')}</Strip>
    </div>
  ) : null
}

const MINUTE_MS = 60_000

/** Close behind the bank at first, then as patiently as the bank itself is asked. */
function everyMs(openForMs: number): number {
  if (openForMs < MINUTE_MS) return 2_000
  return openForMs < 10 * MINUTE_MS ? 5_000 : 30_000
}
