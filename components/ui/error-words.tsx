import { useTranslations } from 'next-intl'
import type { AppErrorCode } from '@/lib/core/errors'
import { Notice } from './notice'

/** What is said for every code an action can answer; a new code does not compile until it has words in messages/. */
export const ERROR_WORDS = {
  unauthenticated: 'codes.unauthenticated',
  forbidden_origin: 'codes.forbidden_origin',
  not_found: 'codes.not_found',
  not_allowed: 'codes.not_allowed',
  invalid_input: 'codes.invalid_input',
  conflict: 'codes.conflict',
  expired: 'codes.expired',
  already_used: 'codes.already_used',
  too_many_attempts: 'codes.too_many_attempts',
  wrong_credentials: 'codes.wrong_credentials',
  bank_unavailable: 'codes.bank_unavailable',
  bank_refused: 'codes.bank_refused',
  bank_rate_limited: 'codes.bank_rate_limited',
  bank_not_configured: 'codes.bank_not_configured',
  bank_key_rejected: 'codes.bank_key_rejected',
  bank_clock_off: 'codes.bank_clock_off',
  bank_redirect_not_registered: 'codes.bank_redirect_not_registered',
  bank_answer_unusable: 'codes.bank_answer_unusable',
  unavailable: 'codes.unavailable',
  step_up_needed: 'codes.step_up_needed',
  payment_limit: 'codes.payment_limit',
  payee_not_listed: 'codes.payee_not_listed',
  payment_in_progress: 'codes.payment_in_progress',
  payment_changed: 'codes.payment_changed',
  payment_unsupported: 'codes.payment_unsupported',
} as const satisfies Record<AppErrorCode, string>

/** A refused action in words: what it is and what to do. */
export function ErrorWords({ code }: { code: AppErrorCode }) {
  const { title, what } = useErrorWords(code)
  return (
    <Notice kind="error" role="alert" title={title}>
      {what}
    </Notice>
  )
}

export function useErrorWords(code: AppErrorCode): { title: string; what: string } {
  const t = useTranslations('errors')
  return { title: t(`${ERROR_WORDS[code]}.title`), what: t(`${ERROR_WORDS[code]}.what`) }
}
