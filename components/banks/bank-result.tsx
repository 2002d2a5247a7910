'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Tile } from '@/components/ui/tile'
import { markMatches, type AspspItem } from '@/lib/bank-sessions/search-aspsps'

type BankResultProps = { item: AspspItem; query: string; isChosen: boolean; onChoose: () => void }

/** One bank of the list: monogram, name with what matched underlined, BIC, group and whom it serves. */
export function BankResult({ item, query, isChosen, onChoose }: BankResultProps) {
  const t = useTranslations('connect')
  const kinds = item.psuTypes.flatMap((type) => (type === 'personal' || type === 'business' ? [t(type)] : []))
  const facts = [item.bic, item.group, kinds.join(', ')].filter(Boolean).join(' · ')
  return (
    <li>
      <label>
        <Tile id={`${item.country} ${item.name}`} name={item.name} />
        <span className="min-w-0">
          <span className="name">
            <span>{markMatches(item.name, query).map(({ text, hit }, i) => (hit ? <mark key={i}>{text}</mark> : text))}</span>
            {item.beta && <Badge>{t('beta')}</Badge>}
          </span>
          <span className="sub code">{facts}</span>
        </span>
        <input type="radio" className="dot" name="bank" value={item.name} checked={isChosen} onChange={onChoose} />
      </label>
    </li>
  )
}
