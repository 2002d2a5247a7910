import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InviteForm } from '@/components/household/invite-form'
import { InviteList } from '@/components/household/invite-list'
import { MemberList } from '@/components/household/member-list'
import { PaymentRulesSection } from '@/components/household/payment-rules-section'
import { RenameForm } from '@/components/household/rename-form'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listInvites } from '@/lib/households/invites'
import { parseCurrency } from '@/lib/core/currency'
import { formatDecimal } from '@/lib/core/money'
import { listMembers } from '@/lib/households/members'
import { getPaymentRules, type PaymentRules } from '@/lib/households/payment-rules'
import { findStepUp } from '@/lib/households/step-up'
import { mayDo } from '@/lib/households/viewer'
import { changeMemberRole, inviteMember, removeFromHousehold, rename, takeInviteBack } from './actions'
import { saveHouseholdRules, saveMemberLimits } from './payment-rules-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('household'))('title') }
}

/** Who belongs to the household and what each may do; owners invite, change and remove. */
export default async function HouseholdPage() {
  const viewer = await requireViewer()
  const mayManage = mayDo(viewer, 'manage_household')
  const [t, members, rules, { methods }, invites] = await Promise.all([
    getTranslations('household'),
    listMembers(viewer),
    getPaymentRules(viewer),
    findStepUp(viewer),
    mayManage ? listInvites(viewer) : Promise.resolve([]),
  ])
  return (
    <>
      <PageHeader title={viewer.householdName} />
      <main id="main" tabIndex={-1} className="max-w-140">
        <p className="text-muted">{t('intro')}</p>
        <Section title={t('members')}>
          <MemberList
            members={members.map((member) => ({ ...member, joinedAt: member.joinedAt.toISOString() }))}
            manage={mayManage ? { changeRole: changeMemberRole, remove: removeFromHousehold } : null}
          />
        </Section>
        <Section title={t('paymentRules.title')}>
          <PaymentRulesSection
            rules={writeRules(rules, viewer.baseCurrency)}
            manage={mayManage ? { methods, saveHousehold: saveHouseholdRules, saveMember: saveMemberLimits } : null}
          />
        </Section>
        {mayManage ? (
          <>
            <Section title={t('invite.title')}>
              <InviteList
                invites={invites.map((invite) => ({
                  id: invite.id,
                  label: invite.label,
                  role: invite.role,
                  expiresAt: invite.expiresAt.toISOString(),
                }))}
                takeBack={takeInviteBack}
              />
              <InviteForm invite={inviteMember} />
            </Section>
            <Section title={t('rename.title')}>
              <RenameForm name={viewer.householdName} rename={rename} />
            </Section>
          </>
        ) : (
          <p className="mt-8 text-14 text-muted">{t('askOwner')}</p>
        )}
      </main>
    </>
  )
}

/** Sums as they cross to the browser. */
function writeRules({ approvalAboveMinor, payeesListedOnly, payers }: PaymentRules, baseCurrency: string) {
  const currency = parseCurrency(baseCurrency)
  const write = (minor: bigint | null) => (minor === null ? null : { amount: formatDecimal({ minor, currency }), currency })
  return {
    currency,
    approvalAbove: write(approvalAboveMinor),
    payeesListedOnly,
    payers: payers.map(({ memberId, name, singleLimitMinor, dailyLimitMinor }) => ({
      memberId,
      name,
      singleLimit: write(singleLimitMinor),
      dailyLimit: write(dailyLimitMinor),
    })),
  }
}
