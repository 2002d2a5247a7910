'use client'

import { Link as LinkIcon, Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import type { OfferedAccount } from '@/lib/bank-sessions/offer'
import { CASH_ACCOUNT_TYPES } from '@/lib/core/iso-20022'
import { OFFERED_SHARES } from '@/lib/bank-sessions/offered-shares'

export type AccountWish = { readonly keep: boolean; readonly share: OfferedAccount['share']; readonly name: string }

type OfferedLineProps = {
  account: OfferedAccount
  wish: AccountWish
  hasOthers: boolean
  isMarkedNew: boolean
  onWish: (wish: AccountWish) => void
}

/** One account a bank offers: keep it or not, its name here, and who sees it. */
export function OfferedLine({ account, wish, hasOthers, isMarkedNew, onWish }: OfferedLineProps) {
  const t = useTranslations('connect.choose')
  const type = CASH_ACCOUNT_TYPES.find((known) => known === account.type) ?? 'OTHR'
  const name = account.bankName || account.name || t('unnamed')
  const facts = [account.lastFour && `…${account.lastFour}`, t(`types.${type}`), account.currency].filter(Boolean).join(' · ')
  return (
    <li>
      <Checkbox
        label={
          <>
            <span className="font-medium">{name}</span>
            {isMarkedNew && (
              <>
                {' '}
                <Badge>{t('isNew')}</Badge>
              </>
            )}
          </>
        }
        sub={<span className="num">{facts}</span>}
        checked={wish.keep}
        disabled={!account.isReadable && !account.isKept}
        onChange={(event) => onWish({ ...wish, keep: event.target.checked })}
      />
      <div className="pl-8">
        <Known account={account} />
      </div>
      {wish.keep && (
        <div className={hasOthers ? 'more two' : 'more'}>
          {hasOthers && (
            <Select
              id={`share-${account.id}`}
              name={`share-${account.id}`}
              label={t('shareLabel')}
              options={OFFERED_SHARES.map((value) => ({
                value,
                label: value === 'none' && account.alsoHeldBy.length > 0 ? t('sharesKnown.none') : t(`shares.${value}`),
              }))}
              value={wish.share}
              onChange={(event) => onWish({ ...wish, share: OFFERED_SHARES.find((share) => share === event.target.value) ?? 'none' })}
            />
          )}
          <NameHere account={account} bankName={name} wish={wish} onWish={onWish} />
        </div>
      )}
    </li>
  )
}

/** Most accounts keep the bank's name: the field comes when it is asked for. */
function NameHere({ account, bankName, wish, onWish }: Pick<OfferedLineProps, 'account' | 'wish' | 'onWish'> & { bankName: string }) {
  const t = useTranslations('connect.choose')
  const [isOpen, setIsOpen] = useState(wish.name !== '')
  if (!isOpen) {
    return (
      <p className="self-end">
        <Button look="plain" className="-ml-2" onClick={() => setIsOpen(true)} aria-label={t('renameOf', { name: bankName })}>
          {t('rename')}
        </Button>
      </p>
    )
  }
  return (
    <TextInput
      id={`name-${account.id}`}
      name={`name-${account.id}`}
      label={t('nameLabel')}
      placeholder={bankName}
      isOptional
      maxLength={80}
      autoComplete="off"
      autoFocus={wish.name === ''}
      value={wish.name}
      onChange={(event) => onWish({ ...wish, name: event.target.value })}
    />
  )
}

function Known({ account }: { account: OfferedAccount }) {
  const t = useTranslations('connect.choose')
  const names = account.alsoHeldBy.join(', ')
  return (
    <>
      {account.alsoHeldBy.length > 0 && (
        <p className="flex gap-2 pb-2 text-14 text-muted">
          <LinkIcon className="ic s mt-0.5" aria-hidden="true" />
          {account.alsoHeldBy.length > 1 ? t('alsoHeldMany', { names }) : t('alsoHeld', { names })}
        </p>
      )}
      {!account.isReadable && (
        <p className="flex gap-2 pb-2 text-14 text-muted">
          <Lock className="ic s mt-0.5" aria-hidden="true" />
          {t('unreadable')}
        </p>
      )}
    </>
  )
}
