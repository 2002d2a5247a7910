import { useTranslations } from 'next-intl'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { Tile } from '@/components/ui/tile'
import type { Format } from '@/lib/core/format'
import { formatIban } from '@/lib/core/iban'
import type { Payee } from '@/lib/payments/payees/payee-dto'
import { AddPayee } from './add-payee'
import { PayeeActions, type ManagePayees } from './payee-actions'
import './pay.css'

type PayeesPageProps = { payees: readonly Payee[]; format: Format; /** Null for who only looks. */ manage: ManagePayees | null }

/** People and firms the household pays, lately paid ones first. */
export function PayeesPage({ payees, format, manage }: PayeesPageProps) {
  const t = useTranslations('payments.payees')
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/payments', place: t('place') }}>
        {manage && payees.length > 0 && <AddPayee manage={manage} />}
      </PageHeader>
      <main id="main" tabIndex={-1}>
        <p className="max-w-[34rem] text-muted">
          {t('intro')} {manage && !manage.mayShare && t('ownersOnly')}
        </p>
        {payees.length === 0 ? (
          <div className="mt-6 grid gap-4">
            <Empty text={t('empty')} />
            {manage && (
              <div className="actions stackable">
                <AddPayee manage={manage} isMain />
              </div>
            )}
          </div>
        ) : (
          <ul className="rows payee-rows mt-4">
            {payees.map((payee) => (
              <li key={payee.id} className="row i">
                <Tile id={payee.name} name={payee.name} />
                <PayeeText payee={payee} format={format} />
                {manage && <PayeeActions payee={payee} manage={manage} />}
              </li>
            ))}
          </ul>
        )}
      </main>
    </>
  )
}

function PayeeText({ payee, format }: { payee: Payee; format: Format }) {
  const t = useTranslations('payments.payees')
  const { account, isShared, lastPaidAt } = payee
  const number = account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification
  const seen = isShared ? t('shared') : t('private')
  return (
    <span className="min-w-0">
      <span className="name cut">{payee.name}</span>
      <span className="sub code">{number}</span>
      <span className="sub">{lastPaidAt ? `${seen} · ${t('lastPaid', { day: format.time(lastPaidAt, 'relative') })}` : seen}</span>
    </span>
  )
}
