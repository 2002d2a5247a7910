import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'

const LINES = ['1', '2', '3', '4'] as const

/** Why accounts can be missing although everything worked. */
export function RestrictedProduction() {
  const t = useTranslations('bankAccess.restricted')
  return (
    <Section title={t('title')}>
      <ul className="grid list-disc gap-2 py-3 ps-5 text-14">
        {LINES.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
    </Section>
  )
}

const PROBLEMS = ['key_or_id', 'clock', 'access_denied', 'address_refused', 'unreachable', 'wait', 'unusable_answer'] as const
const OTHERS = ['redirect', 'unlinked', 'noAccounts', 'sandbox'] as const

/** Every failure of bank access with what helps; below the desk's width each row becomes two lines. */
export function FailureTable() {
  const t = useTranslations('bankAccess')
  const rows = [
    ...OTHERS.map((key) => ({ key, title: t(`failures.${key}.title`), fix: t(`failures.${key}.fix`) })),
    ...PROBLEMS.map((key) => ({ key, title: t(`problems.${key}.title`), fix: t(`problems.${key}.fix`) })),
  ]
  return (
    <Section title={t('failures.title')}>
      <table className="w-full text-14 max-lg:block">
        <thead className="max-lg:sr-only">
          <tr className="text-12 text-muted">
            <th scope="col" className="w-2/5 py-2 pe-4 text-start font-normal">
              {t('failures.seen')}
            </th>
            <th scope="col" className="py-2 text-start font-normal">
              {t('failures.helps')}
            </th>
          </tr>
        </thead>
        <tbody className="max-lg:block">
          {rows.map(({ key, title, fix }) => (
            <tr key={key} className="border-b border-hairline max-lg:block max-lg:py-3">
              <th scope="row" className="text-start align-top font-medium max-lg:block lg:py-3 lg:pe-4">
                {title}
              </th>
              <td className="align-top text-muted max-lg:mt-1 max-lg:block lg:py-3">{fix}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
