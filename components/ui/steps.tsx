import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Where one is in a wizard, in words: "1. You  2. Way in  3. Begin". */
export function Steps({ labels, current }: { labels: readonly string[]; /** Counted from 0. */ current: number }) {
  const t = useTranslations('ui.steps')
  return (
    <ol className="steps">
      {labels.map((label, index) => (
        <li key={label} aria-current={index === current ? 'step' : undefined}>
          {index < current && <Check className="ic" role="img" aria-label={t('done')} />}
          {index + 1}. {label}
        </li>
      ))}
    </ol>
  )
}
