import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Section } from '@/components/ui/section'

type RedirectAddressProps = {
  url: string
  /** The one after paying; null where no application pays. */
  paymentUrl?: string | null
}

/** The addresses banks may send people back to, to be copied into the application. */
export function RedirectAddress({ url, paymentUrl = null }: RedirectAddressProps) {
  const t = useTranslations('bankAccess.address')
  return (
    <Section title={t('title')} aside={paymentUrl === null && <CopyButton text={url} label={t('copy')} />}>
      {paymentUrl === null ? (
        <p className="rawbox code mt-3 break-all">{url}</p>
      ) : (
        <>
          <NamedAddress name={t('accounts')} copy={t('copyAccounts')} url={url} />
          <NamedAddress name={t('payments')} copy={t('copyPayments')} url={paymentUrl} />
        </>
      )}
      <p className="mt-2 text-14 text-muted">{t(paymentUrl === null ? 'help' : 'helpBoth')}</p>
      {url.startsWith('http:') && <p className="mt-2 text-14 text-muted">{t('plainHttp')}</p>}
    </Section>
  )
}

function NamedAddress({ name, copy, url }: { name: string; copy: string; url: string }) {
  return (
    <div className="mt-3">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-14 text-muted">{name}</h3>
        <CopyButton text={url} label={copy} />
      </div>
      <p className="rawbox code break-all">{url}</p>
    </div>
  )
}
