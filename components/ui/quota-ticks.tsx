import { useTranslations } from 'next-intl'

type QuotaTicksProps = {
  used: number
  all: number
  /** When the next automatic read is, already written out. */ nextTime?: string
  isShort?: boolean
}

/** Ticks for the bank's automatic reads of today, and always the sentence. */
export function QuotaTicks({ used, all, nextTime, isShort = false }: QuotaTicksProps) {
  const t = useTranslations('ui.quota')
  const left = Math.max(0, all - used)
  const sentence = isShort
    ? t('short', { left, all })
    : nextTime
      ? t('sentenceNext', { left, all, time: nextTime })
      : t('sentence', { left, all })
  return (
    <span>
      <span className="ticks" aria-hidden="true">
        {Array.from({ length: all }, (_, index) => (
          <i key={index} className={index < used ? 'used' : undefined} />
        ))}
      </span>
      <span>{sentence}</span>
    </span>
  )
}
