import { useTranslations } from 'next-intl'
import { Face } from '@/components/ui/face'
import type { AccountPageDto } from '@/lib/insights/account-page'

/** Who of the household can see the account, holders first. */
export function AccountPeople({ people }: { people: AccountPageDto['people'] }) {
  const t = useTranslations('accounts.people')
  const isOnlyYou = people.length === 1 && people[0]?.isYou
  return (
    <>
      <ul className="people">
        {people.map((person, index) => (
          <li key={index}>
            <Face name={person.name} />
            <span className="min-w-0">
              <span className="cut block font-medium">{person.isYou ? t('you', { name: person.name }) : person.name}</span>
              <span className="sub">{person.isHolder ? t('holds') : t(`may.${person.level}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {isOnlyYou && <p className="footnote">{t('onlyYou')}</p>}
    </>
  )
}
