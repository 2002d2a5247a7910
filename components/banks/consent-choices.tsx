'use client'

import { useTranslations } from 'next-intl'
import { RadioGroup } from '@/components/ui/radio-group'
import { Segmented } from '@/components/ui/segmented'
import type { AspspDetails, MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { PsuType } from '@/lib/banking/port'
import type { FieldErrors } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'
import { CredentialFields } from './credential-fields'

type ConsentChoicesProps = {
  details: AspspDetails
  psuType: PsuType
  onPsuType: (type: PsuType) => void
  method: MethodChoice | null
  onMethod: (name: string | null) => void
  errors: FieldErrors
}

/** Only what there is to choose: kind of customer, way to sign in, and the fields the bank names itself. */
export function ConsentChoices({ details, psuType, onPsuType, method, onMethod, errors }: ConsentChoicesProps) {
  const t = useTranslations('connect')
  const offered = details.methods[psuType]
  const hasChoices = details.psuTypes.length > 1 || offered.length > 1 || (method?.credentials.length ?? 0) > 0
  if (!hasChoices && details.testUsers.length === 0) return null
  return (
    <div className="form mb-4">
      {details.psuTypes.length > 1 && (
        <div className="field">
          <span className="label">{t('review.psuType')}</span>
          <Segmented
            label={t('review.psuType')}
            name="psuType"
            value={psuType}
            options={details.psuTypes.map((value) => ({ value, label: t(`review.${value}`) }))}
            onChange={onPsuType}
          />
        </div>
      )}
      {offered.length > 1 && (
        <RadioGroup
          key={psuType}
          legend={t('review.method')}
          name="authMethod"
          options={offered.map(({ name, title, approach }) => ({
            value: name ?? '',
            label: cleanLine(title, 80) ?? cleanLine(name, 80) ?? t('review.methodDefault'),
            sub: approachWord(approach, t),
          }))}
          defaultValue={method?.name ?? ''}
          error={errors.authMethod && t('fieldErrors.required')}
          onChange={(value) => onMethod(value === '' ? null : value)}
        />
      )}
      {method && method.credentials.length > 0 && <CredentialFields key={`${psuType} ${method.name}`} method={method} errors={errors} />}
      <TestUsers users={details.testUsers} />
    </div>
  )
}

/** Only sandboxes name users to try the bank with. */
function TestUsers({ users }: { users: AspspDetails['testUsers'] }) {
  const t = useTranslations('connect.review')
  const [user] = users
  if (!user?.username) return null
  const { username, password, otp } = user
  const facts = [t('testUser', { username }), password && t('testPassword', { password }), otp && t('testOtp', { otp })]
  return <p className="code text-14 text-muted">{facts.filter(Boolean).join(', ')}</p>
}

function approachWord(approach: string, t: ReturnType<typeof useTranslations<'connect'>>): string | undefined {
  const word = (['embedded', 'decoupled', 'redirect'] as const).find((known) => known === approach.toLowerCase())
  return word && t(`review.${word}`)
}
