import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import type { FormAction } from '@/components/auth/use-submit'
import type { RegistrationDto, SavedBankApp } from '@/lib/bank-sessions/bank-app-dto'
import type { ActionResult } from '@/lib/core/result'
import { CertificateBox } from './certificate-box'
import { ClaimForm } from './claim-form'
import { RegisterForm } from './register-form'
import { RemoveApp } from './remove-app'

type DraftApplicationProps = {
  bankAppId: string
  certificate: string
  email: string
  actions: {
    claim: FormAction<SavedBankApp>
    register: FormAction<RegistrationDto>
    remove: (input: { bankAppId: string }) => Promise<ActionResult<null>>
  }
}

const MANUAL_STEPS = ['manual1', 'manual2', 'manual3'] as const

/** A key that waits to be registered: its certificate, and the two ways to an application id. */
export function DraftApplication({ bankAppId, certificate, email, actions }: DraftApplicationProps) {
  const t = useTranslations('bankAccess.draft')
  return (
    <>
      <p className="mb-5 text-muted">{t('intro')}</p>
      <CertificateBox certificate={certificate} />
      <Section title={t('manualTitle')}>
        <ol className="grid list-decimal gap-2 py-3 ps-5">
          {MANUAL_STEPS.map((step) => (
            <li key={step}>{t(step)}</li>
          ))}
        </ol>
        <ClaimForm bankAppId={bankAppId} claim={actions.claim} />
      </Section>
      <Section title={t('tokenTitle')}>
        <p className="py-3 text-muted">{t('tokenIntro')}</p>
        <RegisterForm bankAppId={bankAppId} email={email} register={actions.register} />
      </Section>
      <div className="actions stackable mt-8">
        <RemoveApp bankAppId={bankAppId} remove={actions.remove} />
      </div>
    </>
  )
}
