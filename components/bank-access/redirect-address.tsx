import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Section } from '@/components/ui/section'

/** The one address banks may send people back to, to be copied into the application. */
export function RedirectAddress({ url }: { url: string }) {
  const t = useTranslations('bankAccess.address')
  return (
    <Section title={t('title')} aside={<CopyButton text={url} label={t('copy')} />}>
      <p className="rawbox code mt-3 break-all">{url}</p>
      <p className="mt-2 text-14 text-muted">{t('help')}</p>
      {url.startsWith('http:') && <p className="mt-2 text-14 text-muted">{t('plainHttp')}</p>}
    </Section>
  )
}
