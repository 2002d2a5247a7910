'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

const FILE_NAME = 'public.crt'
const KEPT_MS = 10_000

/** The public half of a key made here, to copy or to save as a file. */
export function CertificateBox({ certificate }: { certificate: string }) {
  const t = useTranslations('bankAccess.draft')

  function download(): void {
    const url = URL.createObjectURL(new Blob([certificate], { type: 'application/x-pem-file' }))
    const link = document.createElement('a')
    link.href = url
    link.download = FILE_NAME
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  }

  return (
    <div className="field">
      <label htmlFor="certificate">{t('certificate')}</label>
      <textarea
        id="certificate"
        className="inp code"
        rows={6}
        wrap="off"
        readOnly
        value={certificate}
        aria-describedby="certificate-help"
        spellCheck={false}
      />
      <p className="help" id="certificate-help">
        {t('certificateHelp')}
      </p>
      <div className="actions">
        <Button onClick={download}>
          <Download className="ic s" aria-hidden="true" />
          {t('download')}
        </Button>
        <CopyButton text={certificate} label={t('copyCertificate')} look="bordered" />
      </div>
    </div>
  )
}
